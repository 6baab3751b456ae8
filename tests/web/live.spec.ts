import { expect, open, test } from './fixtures.ts';

test('a pushed post shows without reloading', async ({ page, server }) => {
  await open(page, server, '/brand/Banca%20Ponte');
  await expect(page.locator('.live')).toHaveClass(/on/);
  await page.evaluate(() => {
    (window as { same_page?: boolean }).same_page = true;
  });
  await server.push([{ id: 'live-1', brand: 'Banca Ponte', text: 'The app finally works, what a wonderful surprise' }]);
  await expect(page.locator('.post').first()).toContainText('what a wonderful surprise');
  expect(await page.evaluate(() => (window as { same_page?: boolean }).same_page)).toBe(true);
});

test('the overview counts a pushed brand at once', async ({ page, server }) => {
  await open(page, server, '/');
  await expect(page.locator('.live')).toHaveClass(/on/);
  await server.push([{ id: 'live-2', brand: 'Nuovo Marchio', text: 'Bella novità' }]);
  await expect(page.getByRole('link', { name: 'Nuovo Marchio' })).toBeVisible();
});

test('when the server goes the page says so, and goes on by itself when it is back', async ({
  page,
  own,
  expected,
}) => {
  test.setTimeout(60_000);
  expected.push(/ERR_/);
  const server = await own();
  await open(page, server, '/');
  await expect(page.locator('.live')).toHaveClass(/on/);
  await server.stop();
  await expect(page.locator('.live')).toHaveClass(/off/, { timeout: 15_000 });
  await expect(page.locator('tbody tr').first()).toBeVisible(); // old figures stay
  await server.start();
  await expect(page.locator('.live')).toHaveClass(/on/, { timeout: 25_000 });
  await server.push([{ id: 'back-1', brand: 'Tornato', text: 'eccolo' }]);
  await expect(page.getByRole('link', { name: 'Tornato' })).toBeVisible();
});

test('a page opened without its server says that it is out of reach', async ({ page, own, expected }) => {
  expected.push(/ERR_/);
  const server = await own();
  await open(page, server, '/');
  await server.stop();
  await page.getByRole('link', { name: 'Models' }).click();
  await expect(page.getByRole('alert')).toContainText('The server is out of reach');
});
