import { expect, open, test } from './fixtures.ts';

test('posts are labelled by keyboard; a label survives a restart of the server', async ({ page, own, expected }) => {
  expected.push(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  const server = await own();
  await open(page, server, '/label');
  const text = await page.locator('.question .text').innerText();
  await page.keyboard.press('1');
  await expect(page.locator('.recent li')).toHaveCount(1);
  await expect(page.locator('.recent li').first()).toContainText('you: negative');
  await expect(page.locator('.question .text')).not.toHaveText(text);
  await page.keyboard.press('u');
  await expect(page.locator('.recent li')).toHaveCount(2);
  await page.keyboard.press('p');
  await expect(page.locator('.recent li')).toHaveCount(3);
  await expect(page.locator('.progress')).toContainText('3 labelled in this sitting');

  await server.stop();
  await server.start();
  await page.goto(`${server.url}/label`);
  await expect(page.locator('.progress')).toContainText('3 in all');
  const kept = (await (await fetch(`${server.url}/api/v1/feedback?kind=uncertain`)).json()) as {
    feedback: { label: string }[];
  };
  expect(kept.feedback.map(({ label }) => label).sort()).toEqual(['negative', 'neutral', 'positive']);
});

test('back reopens the last post, another label replaces the first', async ({ page, own }) => {
  const server = await own();
  await open(page, server, '/label');
  const text = await page.locator('.question .text').innerText();
  await page.keyboard.press('n');
  await expect(page.locator('.recent li')).toHaveCount(1);
  await page.keyboard.press('z');
  await expect(page.locator('.question .text')).toHaveText(text);
  await expect(page.locator('.question')).toContainText('You said negative');
  await page.keyboard.press('3');
  await expect(page.locator('.recent li').first()).toContainText('you: positive');
  const kept = (await (await fetch(`${server.url}/api/v1/feedback`)).json()) as { feedback: { label: string }[] };
  expect(kept.feedback.map(({ label }) => label)).toEqual(['positive']);
});

test('the audit hides the verdict until the person has judged', async ({ page, server }) => {
  await open(page, server, '/label?kind=audit');
  await expect(page.locator('.question')).toBeVisible();
  await expect(page.locator('.question .chip, .question .scores, .question mark')).toHaveCount(0);
  await page.getByRole('button', { name: 'Neutral' }).click();
  await expect(page.locator('.recent li').first()).toContainText(/model: (negative|neutral|positive)/);
  await expect(page.locator('.question .chip, .question .scores')).toHaveCount(0);
});

test('the two queues are kept apart; skipping labels nothing', async ({ page, own }) => {
  const server = await own();
  await open(page, server, '/label', 'it');
  const text = await page.locator('.question .text').innerText();
  await page.keyboard.press('s');
  await expect(page.locator('.question .text')).not.toHaveText(text);
  await expect(page.locator('.progress')).toContainText('0 etichettati in questa seduta');
  await page.keyboard.press('2');
  await expect(page.locator('.progress')).toContainText('1 etichettati');
  await page.getByRole('link', { name: 'Campione di verifica' }).click();
  await expect(page.locator('.progress')).toContainText('0 etichettati in questa seduta');
  await expect(page.locator('.progress')).toContainText('0 in tutto');
});

test('who says what is shown where people disagree, and one may take back one’s own word', async ({ page, own }) => {
  const server = await own();
  await open(page, server, '/label');
  await page.getByLabel('Your name').fill('Anna');
  await page.getByLabel('Your name').press('Tab');
  await open(page, server, '/brand/Banca%20Ponte');
  const card = page.locator('.post').first();
  await card.getByRole('button', { name: 'Correct as negative' }).click();
  await expect(card.locator('.said')).toHaveText('a person said: negative (Anna: negative)');
  const { feedback } = (await (await fetch(`${server.url}/api/v1/feedback`)).json()) as {
    feedback: { source: string; id: string }[];
  };
  await fetch(`${server.url}/api/v1/feedback`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ source: feedback[0]!.source, id: feedback[0]!.id, label: 'positive', by: 'Bea' }),
  });
  await page.reload();
  await expect(card.locator('.said')).toHaveText('people disagree (Anna: negative; Bea: positive)');
  await card.getByRole('button', { name: 'Correct as positive' }).click();
  await expect(card.locator('.said')).toHaveText('2 of 2 say positive (Anna: positive; Bea: positive)');
  await card.getByRole('button', { name: 'Correct as positive' }).click();
  await expect(card.locator('.said')).toHaveText('a person said: positive (Bea: positive)');
});
