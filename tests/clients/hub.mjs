// @huggingface/inference: hub.mjs URL MODEL
import { readFileSync } from 'node:fs';
import { InferenceClient } from '@huggingface/inference';

const [url, model] = process.argv.slice(2);
const texts = JSON.parse(readFileSync(0, 'utf8'));

async function answers(client, more = {}) {
  const all = [];
  for (const inputs of texts) {
    const ranked = await client.textClassification({ inputs, ...more });
    all.push(Object.fromEntries(ranked.map(({ label, score }) => [label, score])));
  }
  return all;
}

async function refusal(client) {
  try {
    await client.textClassification({ inputs: 'hello' });
  } catch (error) {
    return { status: error.httpResponse?.status, words: error.message };
  }
  return null;
}

const at = (path) => new InferenceClient().endpoint(url + path);
const logits = { parameters: { function_to_apply: 'none', top_k: 1 } };

console.log(
  JSON.stringify({
    base: await answers(at('')),
    models: await answers(at(`/models/${model}`)),
    top: await answers(at(''), logits),
    refusal: await refusal(at('/models/acme/another-model')),
  }),
);
