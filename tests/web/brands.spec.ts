import { expect, open, test } from './fixtures.ts';

test('a query is tried, saved, holds for new posts, and is forgotten', async ({ page, server }) => {
  await open(page, server, '/brands');
  await page.getByLabel('Name').fill('Voli');
  await page.getByLabel('Query').fill('flight OR volo');
  await page.getByRole('button', { name: 'Try' }).click();
  await expect(page.locator('.tried')).toContainText(/\d+ of the newest [\d,]+ posts would match/);
  await expect(page.locator('.tried .post').first()).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.done')).toContainText('Voli is saved');
  const row = page.locator('tr', { hasText: 'Voli' });
  await expect(row).toContainText('flight OR volo');
  await server.push([{ id: 'voli-1', text: 'un volo bellissimo' }]);
  await expect(row.locator('td').first()).toHaveText('1');
  page.on('dialog', (dialog) => void dialog.accept());
  await row.getByRole('button', { name: 'Forget: Voli' }).click();
  await expect(page.locator('.done')).toContainText('forgotten');
});

test('a faulty query is refused with its place', async ({ page, server, expected }) => {
  expected.push(/4\d\d/);
  await open(page, server, '/brands', 'it');
  await page.getByLabel('Nome').fill('Guasto');
  await page.getByLabel('Ricerca').fill('(flight OR volo');
  await page.getByRole('button', { name: 'Prova' }).click();
  const refusal = page.locator('pre.refusal');
  await expect(refusal).toContainText('^');
  await expect(page.getByLabel('Ricerca')).toHaveAttribute('aria-invalid', 'true');
  expect(await refusal.evaluate((pre) => getComputedStyle(pre).fontFamily)).toContain('mono');
});
