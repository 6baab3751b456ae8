import { EVIL } from './posts.ts';
import { expect, open, settled, test } from './fixtures.ts';

test('the brand that got worse stands first and says so with figures', async ({ page, server }) => {
  await open(page, server, '/');
  const first = page.locator('tbody tr').first();
  await expect(first).toContainText('Aurora Airlines');
  await expect(first).toContainText('Worse');
  await expect(first).toContainText(/negatives \+\d+ points \(\+\d+\sto\s\+\d+\)/);
  await expect(first.locator('svg.bar')).toHaveAccessibleName(/negative \d+.%? ?.*\(\d+–\d+/);
  await expect(page.locator('.summary')).toContainText(/brand is worse|brands are worse/);
});

test('a brand with too few posts gets words instead of a figure', async ({ page, server }) => {
  await open(page, server, '/');
  const row = page.locator('tr', { hasText: 'Piccola Bottega' });
  await expect(row).toContainText('Too few posts for an honest figure');
  await expect(row.locator('svg.bar')).toHaveCount(0);
});

test('names that strangers chose stay text', async ({ page, server }) => {
  await open(page, server, '/');
  await expect(page.getByRole('link', { name: EVIL })).toBeVisible();
  await expect(page.locator('main script')).toHaveCount(0);
});

test('ranges and filters are real addresses', async ({ page, server }) => {
  await open(page, server, '/');
  await page.getByRole('link', { name: /^30 d/ }).click();
  await expect(page).toHaveURL(/range=30d/);
  await settled(page);
  await expect(page.getByRole('link', { name: /^30 d/ })).toHaveAttribute('aria-current', 'true');
  await page.getByText('Filters').click();
  await page.getByLabel('Language of the posts').selectOption({ label: 'Italian' });
  await expect(page).toHaveURL(/lang=it/);
  await settled(page);
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/lang=it/);
});

test("a range of one's own", async ({ page, server }) => {
  await open(page, server, '/');
  const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  await page.getByText('Custom').click();
  await page.getByLabel('From').fill(day(12));
  await page.getByLabel('To (inclusive)').fill(day(9));
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/from=.*&to=/);
  await settled(page);
  await expect(page.locator('tbody tr').first()).toBeVisible();
});

test('Italian is chosen once and kept', async ({ page, server }) => {
  await open(page, server, '/');
  await page.getByRole('button', { name: 'Italiano' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('L’umore adesso');
  await expect(page.locator('html')).toHaveAttribute('lang', 'it');
  await expect(page.locator('tbody tr').first()).toContainText('Peggio');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('L’umore adesso');
});

test('a dark theme is chosen once and kept', async ({ page, server }) => {
  await open(page, server, '/');
  const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('button', { name: /Theme/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(light);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a brand is reached by keyboard alone', async ({ page, server }) => {
  await open(page, server, '/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  for (let i = 0; i < 25; ++i) {
    await page.keyboard.press('Tab');
    if (await page.getByRole('link', { name: 'Aurora Airlines' }).evaluate((link) => link === document.activeElement))
      break;
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/brand\/Aurora%20Airlines/);
  await expect(page.getByRole('heading', { level: 1, name: 'Aurora Airlines' })).toBeFocused();
});

test('an empty database says how to begin, and a first post shows by itself', async ({ page, own }) => {
  const server = await own([], false);
  await open(page, server, '/');
  await expect(page.getByRole('heading', { name: 'No posts yet' })).toBeVisible();
  await server.push([{ id: '1', brand: 'Acme', text: 'What a lovely flight!' }]);
  await expect(page.locator('tbody tr')).toContainText('Acme');
});

test('old posts: the page says from when the newest are', async ({ page, own }) => {
  const server = await own([], false);
  const posts = Array.from({ length: 60 }, (_, i) => ({
    id: `${i}`,
    brand: 'Acme',
    text: `What a terrible delay number ${i}`,
    created_at: new Date(Date.UTC(2020, 4, 1 + (i % 6), i % 24)).toISOString(),
  }));
  await server.push(posts);
  await open(page, server, '/', 'it');
  await expect(page.locator('.notice').first()).toContainText('I post più recenti sono del');
  await expect(page.locator('.notice').first()).toContainText('2020');
  await expect(page.locator('tbody tr')).toContainText('Acme');
});
