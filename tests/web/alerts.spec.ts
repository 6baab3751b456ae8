import { expect, open, settled, test } from './fixtures.ts';
import { EVIL, HOUR } from './posts.ts';

const ALERT = '/alerts/3'; // of Aurora Airlines, which goes on

test('alerts are listed, the open one first, and can be narrowed down', async ({ page, server }) => {
  await open(page, server, '/alerts');
  await expect(page.locator('.alert')).toHaveCount(3);
  const first = page.locator('.alert').first();
  await expect(first).toContainText('Aurora Airlines');
  await expect(first).toContainText(/Negative posts: from 31.% to 68.% \(62–74.%\)/);
  await expect(first).toContainText('goes on');
  await expect(first).toContainText(/since .*, for 6.d 2[12].h/);
  await expect(first.getByRole('img', { name: 'Severity 4 of 5' })).toBeVisible();
  await page.getByRole('group', { name: 'State of the alerts' }).getByRole('link', { name: 'Calmed' }).click();
  await expect(page).toHaveURL(/state=calmed/);
  await expect(page.locator('.alert')).toHaveCount(1);
  await expect(page.locator('.alert')).toContainText('Posts an hour: from 3.3 to 41 (35–48)');
  await page.getByLabel('Brand').selectOption('Aurora Airlines');
  await expect(page.getByText('There is no alert of this kind.')).toBeVisible();
});

test('an alert tells what moved, how surely, and what carries the change', async ({ page, server }) => {
  await open(page, server, ALERT);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Aurora Airlines');
  await expect(page.locator('.tile').first()).toContainText(/68.%.*62–74.%.*usually 31.%/s);
  await expect(page.locator('.alert-facts')).toContainText('a chance of < 0.1 % of going that far');
  const words = page.locator('.carries .drivers').first();
  await expect(words.locator('li').first()).toContainText(/cancelled.*\+17\.0 points/s);
  await expect(words.locator('.sum')).toContainText('+37.0 points');
  await expect(page.locator('.carries .sum')).toHaveText([/\+37\.0/, /\+37\.0/, /\+37\.0/]);
  await expect(page.locator('.post')).toHaveCount(3);
  await expect(page.locator('.post').first()).toContainText('37 nearly the same');
  await expect(page.locator('.post mark').first()).toBeVisible();
  await page.getByRole('link', { name: 'The course of Aurora Airlines' }).click();
  await expect(page.getByRole('heading', { name: 'Alerts in this range' })).toBeVisible();
});

test('a person acknowledges, comments, snoozes and closes', async ({ page, own }) => {
  const server = await own();
  await open(page, server, ALERT);
  await page.getByLabel('Your name, if you like').fill('Ada');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.locator('.note-list li')).toHaveCount(1);
  await expect(page.locator('.note-list')).toContainText('Ada acknowledged it');
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toBeHidden();
  await page.getByRole('button', { name: 'Comment' }).click();
  await expect(page.getByRole('alert')).toContainText('A comment needs a note.');
  await page.getByLabel('Note', { exact: true }).fill('A strike <b>in Rome</b>');
  await page.getByRole('button', { name: 'Comment' }).click();
  await expect(page.locator('.note-list')).toContainText('A strike <b>in Rome</b>');
  await expect(page.getByLabel('Note', { exact: true })).toHaveValue('');
  await page.getByLabel('For how long').selectOption('1 day');
  await page.getByRole('button', { name: 'Snooze' }).click();
  await expect(page.locator('.alert-head')).toContainText('silent until');
  await page.getByRole('button', { name: 'Close for good' }).click();
  await expect(page.locator('.alert-head')).toContainText('closed by a person');
  await expect(page.getByRole('button', { name: 'Snooze' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Comment' })).toBeVisible();
  await expect(page.locator('.note-list li')).toHaveCount(4);
  await expect(page.locator('.alert-count')).toBeHidden();
  await page.reload();
  await expect(page.getByLabel('Your name, if you like')).toHaveValue('Ada');
});

test('who may only read is told so', async ({ page, own }) => {
  const server = await own(['--tokens', 'writers']);
  await open(page, server, ALERT);
  await expect(page.locator('.acts')).toContainText('You may look but not change');
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
});

test('the overview shows open alerts first, the menu counts them, and a new one shows by itself', async ({
  page,
  own,
}) => {
  const server = await own();
  await open(page, server, '/');
  await expect(page.locator('tbody tr').first()).toContainText('Aurora Airlines');
  await expect(page.locator('.alert-line')).toHaveCount(1);
  const menu = page.getByRole('navigation').getByRole('link', { name: /^Alerts 1 open alert$/ });
  await expect(menu).toBeVisible();
  await expect(page.locator('.live')).toHaveClass(/on/);
  server.add_alerts({ brand: 'Piccola Bottega', severity: 5, began: Date.now() - HOUR });
  await expect(page.locator('.alert-line')).toHaveCount(2);
  await expect(page.locator('tbody tr').nth(1)).toContainText('Piccola Bottega');
  await expect(page.getByRole('navigation').getByRole('link', { name: /^Alerts 2 open alerts$/ })).toBeVisible();
  await page.locator('.alert-line').nth(1).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Piccola Bottega');
});

test('what is half written outlives news', async ({ page, own }) => {
  const server = await own();
  await open(page, server, ALERT);
  await expect(page.locator('.live')).toHaveClass(/on/);
  await page.getByLabel('Note', { exact: true }).fill('half a thou');
  server.add_alerts({ brand: 'Banca Ponte', severity: 1, began: Date.now() - HOUR });
  await expect(page.locator('.alert-count')).toContainText('2');
  await page.keyboard.type('ght');
  await expect(page.getByLabel('Note', { exact: true })).toHaveValue('half a thought');
});

test('the course of a brand shades its alerts and lists them', async ({ page, server }) => {
  await open(page, server, '/brand/Caff%C3%A8%20Borgo?range=30d');
  await expect(page.locator('.course .alert')).toHaveCount(1);
  await expect(page.locator('.course .alert')).toContainText('calmed');
  await page.locator('.course .alert a').click();
  await expect(page).toHaveURL(/\/alerts\/1$/);
});

test('alerts speak Italian', async ({ page, server }) => {
  await open(page, server, ALERT, 'it');
  await expect(page.locator('.tile').first()).toContainText(/Post negativi.*di solito 31/s);
  await expect(page.locator('.carries .sum').first()).toContainText('+37,0 punti');
  await expect(page.getByRole('button', { name: 'Prendi in carico' })).toBeVisible();
  await page.getByRole('link', { name: 'Tutte le allerte' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Che cosa succede, e che cosa è successo');
  await expect(page.locator('.alert').first()).toContainText('in corso');
});

test('an alert that is not there, and a database without any', async ({ page, own, expected }) => {
  expected.push(/404/);
  const server = await own([], false);
  await open(page, server, '/alerts/77');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such alert.');
  await page.getByRole('link', { name: 'All alerts' }).click();
  await expect(page.getByText('There is no alert of this kind.')).toBeVisible();
  await expect(page.getByText('No alert is open.')).toBeVisible();
});

test('an alert is reached by keyboard alone', async ({ page, server }) => {
  await open(page, server, '/alerts');
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.getAttribute('href') === '/alerts/3')) break;
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\/3$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('names and notes of strangers stay text', async ({ page, server }) => {
  await open(page, server, '/alerts/2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(EVIL);
  await expect(page.locator('.carries')).toContainText('<script>window.evil=6</script>');
  await expect(page.locator('.note-list')).toContainText('<script>window.evil=7</script> known');
  await settled(page);
});
