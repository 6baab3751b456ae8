import { expect, open, settled, test } from './fixtures.ts';
import { EVIL } from './posts.ts';

const AURORA = '/brand/Aurora%20Airlines?range=30d';

test('three figures with their intervals, the course, words and posts', async ({ page, server }) => {
  await open(page, server, AURORA);
  await expect(page.locator('.tile')).toHaveCount(3);
  await expect(page.locator('.tile').first()).toContainText(/\d+.%.*\d+–\d+/s);
  await expect(page.locator('.chart canvas').first()).toBeVisible();
  await expect(page.locator('.terms.down li').first()).toBeVisible();
  await expect(page.locator('.terms.up li').first()).toBeVisible();
  await expect(page.locator('.post')).toHaveCount(20);
  await expect(page.locator('.post mark').first()).toBeVisible();
});

test('arrows read out the stretches, Enter shows the posts of one', async ({ page, server }) => {
  await open(page, server, AURORA);
  await page.locator('.chart').first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const spoken = page.locator('section.course [role="status"]');
  await expect(spoken).toContainText(/negative \d+.% \(\d+–\d+.%\).*posts/);
  await page.keyboard.press('Enter');
  await expect(page.locator('#posts h2')).toContainText('The posts of');
  await expect(page).toHaveURL(/at=/);
  await expect(page.locator('#posts h2')).toBeFocused();
  await page.getByRole('button', { name: 'back to the whole range' }).click();
  await expect(page.locator('#posts h2')).toHaveText('The posts');
});

test('a part chosen by keyboard is zoomed into, and going back zooms out', async ({ page, server }) => {
  await open(page, server, AURORA);
  await expect(page.getByRole('heading', { name: 'Day by day' })).toBeVisible();
  await page.locator('.chart').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page.getByRole('heading', { name: 'Hour by hour' })).toBeVisible();
  await expect(page.locator('.chart').first()).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Day by day' })).toBeVisible();
});

test('dragging zooms in, clicking shows the posts of a point', async ({ page, server }) => {
  await open(page, server, AURORA);
  const area = page.locator('.chart .u-over').first();
  await area.click({ position: { x: 700, y: 90 } });
  await expect(page.locator('#posts h2')).toContainText('The posts of');
  await area.scrollIntoViewIfNeeded();
  const box = await area.boundingBox();
  if (box === null) throw new Error('no chart');
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 70, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
});

test('the table tells the same figures and leads to the posts', async ({ page, server }) => {
  await open(page, server, AURORA);
  await page.getByText('The figures as a table').click();
  const rows = page.locator('.twin tbody tr');
  await expect.poll(() => rows.count()).toBeGreaterThan(20);
  await rows.nth(22).getByRole('button').click();
  await expect(page.locator('#posts h2')).toContainText('The posts of');
});

test('posts are filtered by mood and read on page by page', async ({ page, server }) => {
  await open(page, server, AURORA);
  await page.locator('#posts').getByRole('button', { name: 'negative', exact: true }).click();
  await expect(page).toHaveURL(/label=negative/);
  await expect(page.locator('.post .chip.negative')).toHaveCount(20);
  await expect(page.locator('.post .chip.positive')).toHaveCount(0);
  await page.getByRole('button', { name: 'More posts' }).click();
  await expect(page.locator('.post')).toHaveCount(40);
});

test('another brand is compared, by address too', async ({ page, server }) => {
  await open(page, server, AURORA);
  await page.getByLabel('Compare with').selectOption({ label: 'Banca Ponte' });
  await expect(page).toHaveURL(/with=Banca\+Ponte/);
  await expect(page.locator('.comparison .chart canvas')).toBeVisible();
  await expect(page.locator('.comparison .readout')).toContainText(/Aurora Airlines \d+.%.*Banca Ponte \d+.%/);
  await page.locator('.comparison').getByRole('button', { name: 'positive' }).click();
  await expect(page.locator('.comparison .readout')).toContainText(/Aurora Airlines/);
  await page.getByRole('button', { name: 'Leave out Banca Ponte' }).click();
  await expect(page.locator('.comparison')).toHaveCount(0);
});

test('hours and weeks can be asked for', async ({ page, server }) => {
  await open(page, server, AURORA);
  await page.getByLabel('Step').selectOption('week');
  await expect(page.getByRole('heading', { name: 'Week by week' })).toBeVisible();
});

test('a hostile post, brand, source and id stay text', async ({ page, server }) => {
  await open(page, server, `/brand/${encodeURIComponent(EVIL)}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(EVIL);
  const post = page.locator('.post', { hasText: 'The shop page says' });
  await expect(post).toContainText('<script>window.evil=3</script> & <b>nothing</b>');
  await expect(page.locator('main script, main img, main b:text("nothing")')).toHaveCount(0);
});

test('a verdict is corrected where the post is read', async ({ page, server }) => {
  await open(page, server, '/brand/Banca%20Ponte');
  const post = page.locator('.post').first();
  const model = (await post.locator('.chip').innerText()).replace(/^\S+ /, '');
  const other = model === 'positive' ? 'negative' : 'positive';
  const button = post.getByRole('button', { name: `Correct as ${other}` });
  await button.click();
  await expect(post).toContainText(`a person said: ${other}`);
  await expect(post.locator('.chip')).toContainText(`${other} · corrected`);
  await expect(post.locator('.overruled')).toHaveText(`the model: ${model}`);
  await button.click();
  await expect(post.locator('.said')).toHaveCount(0);
  await expect(post.locator('.chip')).not.toContainText('corrected');
});

test('the posts are exported', async ({ page, server }) => {
  await open(page, server, '/brand/Banca%20Ponte');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('polso.csv');
});

test('a brand that nobody knows is told kindly, in Italian', async ({ page, server, expected }) => {
  expected.push(/404/);
  await open(page, server, '/brand/Nessuno', 'it');
  await expect(page.locator('main')).toContainText('Su questo marchio non ci sono ancora post');
});

test('Italian throughout', async ({ page, server }) => {
  await open(page, server, AURORA, 'it');
  await expect(page.getByRole('heading', { name: 'Giorno per giorno' })).toBeVisible();
  await expect(page.locator('.post').first()).toContainText(/negativo|neutro|positivo/);
  await settled(page);
});

test('another model’s figures of the same posts are thin lines, and a sentence says whose', async ({ page, server }) => {
  const other = 'polso-en@0123456789ab';
  await page.route('**/api/v1/shares?*', async (route) => {
    const response = await route.fetch();
    const shares = await response.json();
    const course = shares.course.map(({ share }: { share: { posts: number } }) => (share.posts > 0 ? share : null));
    await route.fulfill({ response, json: { ...shares, second: { model: other, calibration: 'fresh', course } } });
  });
  await open(page, server, AURORA);
  await expect(page.locator('.second-series')).toHaveText(new RegExp(`Thin lines.*${other}`));
  await expect(page.locator('.second-series svg')).toBeVisible();
  await page.locator('.chart').first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft'); // the last day may be young
  await expect(page.locator('section.course .readout')).toContainText(/negative \d+.% \d+–\d+.% \(thin line \d+.%\)/);
  await page.getByRole('button', { name: 'Italiano' }).click();
  await expect(page.locator('.second-series')).toContainText('Linee sottili: gli stessi post secondo');
});
