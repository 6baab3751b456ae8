import { expect, open, test } from './fixtures.ts';

test('the model in use comes first, with figures and their intervals', async ({ page, server }) => {
  await open(page, server, '/models');
  const first = page.locator('section.model').first();
  await expect(first.locator('.badge')).toHaveText('in use');
  await expect(first).toContainText('polso-en');
  await expect(first.locator('.metrics tbody tr').first()).toContainText(/0\.\d{3}.*0\.\d{3}–0\.\d{3}/s);
  await expect(first).toContainText(/[\d,]+ posts judged/);
  await expect(page.getByRole('heading', { name: 'Who judged when' })).toBeVisible();
});

test('in Italian, with its decimal comma', async ({ page, server }) => {
  await open(page, server, '/models', 'it');
  await expect(page.locator('section.model .metrics').first()).toContainText(/0,\d{3}/);
});
