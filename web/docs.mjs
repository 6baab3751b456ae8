// From the OpenAPI document to a page that people read: static HTML in the style of the page itself.

const escaped = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);
/** `code` between backquotes. */
const prose = (text) => escaped(text ?? '').replace(/`([^`]+)`/g, '<code>$1</code>');
const METHODS = ['get', 'put', 'post', 'delete'];
const name_of = (reference) => reference.split('/').at(-1);

class Docs {
  constructor(api) {
    this.api = api;
  }

  resolved(node) {
    if (node?.$ref === undefined) return node;
    return node.$ref
      .slice(2)
      .split('/')
      .reduce((at, key) => at[key], this.api);
  }

  /** A schema in a few words; named ones are links. */
  type(schema) {
    if (schema === undefined) return '';
    if (schema.$ref !== undefined)
      return `<a href="#schema-${name_of(schema.$ref)}">${escaped(name_of(schema.$ref))}</a>`;
    const joined = (list, word) =>
      list
        .map((one) => this.type(one))
        .filter((one) => one !== '')
        .join(` ${word} `);
    if (schema.oneOf !== undefined && schema.properties === undefined) return joined(schema.oneOf, 'or');
    if (schema.anyOf !== undefined) return joined(schema.anyOf, 'or');
    if (schema.allOf !== undefined) return joined(schema.allOf, 'and');
    if (schema.enum !== undefined) return schema.enum.map((value) => `<code>${escaped(value)}</code>`).join(' | ');
    if (schema.type === 'array') return `list of ${this.type(schema.items) || 'anything'}`;
    if (schema.properties !== undefined) return 'object';
    if (schema.additionalProperties) return `map to ${this.type(schema.additionalProperties)}`;
    const type = [schema.type].flat().filter(Boolean).join(' or ');
    return escaped(schema.format === undefined ? type : `${type} (${schema.format})`);
  }

  notes(schema) {
    const out = [];
    const limits = {
      minimum: 'at least',
      maximum: 'at most',
      maxLength: 'at most characters:',
      maxItems: 'at most items:',
      minItems: 'at least items:',
    };
    if (schema === undefined) return '';
    if (schema.default !== undefined) out.push(`default <code>${escaped(schema.default)}</code>`);
    for (const [key, word] of Object.entries(limits)) if (schema[key] !== undefined) out.push(`${word} ${schema[key]}`);
    if (schema.examples !== undefined)
      out.push(`for example <code>${schema.examples.map(escaped).join('</code>, <code>')}</code>`);
    return out.join('; ');
  }

  row(name, schema, required, description) {
    const text = [prose(description ?? schema?.description), this.notes(schema)].filter((one) => one !== '').join('; ');
    return `<tr><th scope="row"><code${required ? ' class="required"' : ''}>${escaped(name)}</code></th><td>${this.type(schema)}</td><td>${text}</td></tr>`;
  }

  table(rows) {
    return rows.length === 0 ? '' : `<div class="table"><table><tbody>${rows.join('')}</tbody></table></div>`;
  }

  /** The members of an object, of a list's items, or of all parts of a combination; nested objects below them. */
  members(schema, prefix = '') {
    if (schema === undefined || schema.$ref !== undefined) return [];
    if (schema.type === 'array') return this.members(schema.items, `${prefix}[]`);
    const parts = (schema.allOf ?? schema.anyOf ?? []).flatMap((part) => this.members(part, prefix));
    const own = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      return [this.row(path, member, schema.required?.includes(name)), ...this.members(member, path)];
    });
    return [...parts, ...own];
  }

  content(content, title) {
    return Object.entries(content ?? {})
      .map(
        ([type, { schema }]) =>
          `<h4>${title} <code>${escaped(type)}</code>: ${this.type(schema)}</h4>${this.table(this.members(schema))}`,
      )
      .join('');
  }

  operation(path, method, operation, shared) {
    const parameters = [...shared, ...(operation.parameters ?? [])].map((one) => this.resolved(one));
    const rows = parameters.map(({ name, schema, required, description }) =>
      this.row(name, schema, required, description),
    );
    const responses = Object.entries(operation.responses).map(([status, response]) => {
      const { description, content } = this.resolved(response);
      return (
        this.content(content, `${escaped(status)} ${prose(description)},`) ||
        `<h4>${escaped(status)} ${prose(description)}</h4>`
      );
    });
    return (
      `<section class="operation" id="${escaped(operation.operationId)}"><h3><span class="method ${method}">${method.toUpperCase()}</span>${escaped(path)}</h3>` +
      `<p>${prose(operation.summary)}.</p>${operation.description ? `<p class="note">${prose(operation.description)}</p>` : ''}` +
      (rows.length > 0 ? `<h4>Parameters</h4>${this.table(rows)}` : '') +
      (operation.requestBody ? this.content(operation.requestBody.content, 'Body') : '') +
      `${responses.join('')}</section>`
    );
  }

  operations() {
    return Object.entries(this.api.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method] !== undefined).map((method) => ({
        path,
        method,
        operation: item[method],
        shared: item.parameters ?? [],
      })),
    );
  }

  tag({ name, description }) {
    const found = this.operations().filter(({ operation }) => operation.tags?.includes(name));
    if (found.length === 0) return { toc: '', body: '' };
    const toc = found
      .map(
        ({ path, method, operation }) =>
          `<li><a href="#${escaped(operation.operationId)}">${method.toUpperCase()} ${escaped(path)}</a></li>`,
      )
      .join('');
    const body = found
      .map(({ path, method, operation, shared }) => this.operation(path, method, operation, shared))
      .join('');
    return { toc, body: `<h2 id="tag-${escaped(name)}">${prose(description)}</h2>${body}` };
  }

  schemas() {
    return Object.entries(this.api.components.schemas)
      .map(
        ([name, schema]) =>
          `<section id="schema-${escaped(name)}"><h3>${escaped(name)}</h3><p class="note">${[this.type(schema), prose(schema.description)].filter(Boolean).join(': ')}</p>${this.table(this.members(schema))}</section>`,
      )
      .join('');
  }

  page({ css, theme, icon }) {
    const { info } = this.api;
    const tags = this.api.tags.map((tag) => this.tag(tag));
    return (
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
      `<title>The API of ${escaped(info.title)}</title><link rel="icon" href="/${icon}"><script src="/${theme}"></script><link rel="stylesheet" href="/${css}"></head>` +
      `<body><main class="docs"><a class="mark" href="/"><svg viewBox="0 0 34 18" width="34" height="18" aria-hidden="true"><path d="M0 10h9l3-8 5 14 4-9 2 3h11"/></svg>Polso</a><h1>The API of ${escaped(info.title)} ${escaped(info.version)}</h1>` +
      `<p>${prose(info.description)}</p><p class="note">For programs: <a href="/openapi.json">openapi.json</a>. A star marks what is required.</p>` +
      `<nav aria-label="Operations"><ul class="toc">${tags.map(({ toc }) => toc).join('')}</ul></nav>` +
      `${tags.map(({ body }) => body).join('')}<h2 id="schemas">Schemas</h2>${this.schemas()}</main></body></html>\n`
    );
  }
}

/** `names` gives the built names of css, theme and icon. */
export function docs_page(api, names) {
  return new Docs(api).page(names);
}
