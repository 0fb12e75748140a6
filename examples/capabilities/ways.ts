import { type KnownService, knownServices, probedRows } from '@vid/ai-sdk';
import type { ModelCapabilities } from '@vid/core';
import { allProviders, providers } from '@vid/providers';
import type { Language } from './comparison-table.ts';

/* By which ways the models of each maker are reached: packages, OpenRouter's table and the AI SDK's packages that were probed. */

/** The package of each, and what its maker is called here. */
const packages: Readonly<Record<KnownService, { readonly package: string; readonly maker: string }>> = {
  fal: { package: '@ai-sdk/fal', maker: 'fal' },
  google: { package: '@ai-sdk/google', maker: 'google' },
  vertex: { package: '@ai-sdk/google-vertex', maker: 'google' },
  xai: { package: '@ai-sdk/xai', maker: 'x-ai' },
  replicate: { package: '@ai-sdk/replicate', maker: 'replicate' },
  alibaba: { package: '@ai-sdk/alibaba', maker: 'wan' },
  minimax: { package: '@ai-sdk/minimax', maker: 'minimax' },
  'black-forest-labs': { package: '@ai-sdk/black-forest-labs', maker: 'black-forest-labs' },
};

/** What stands before the slash at OpenRouter, where it is not the id of the package here. */
const makersAtOpenrouter: Readonly<Record<string, string>> = {
  alibaba: 'wan',
  bytedance: 'seedance',
  kwaivgi: 'kling',
};

/** Those without a package here. */
const names: Readonly<Record<string, string>> = {
  'x-ai': 'xAI',
  google: 'Google',
  heygen: 'HeyGen',
  'black-forest-labs': 'Black Forest Labs',
  replicate: 'Replicate',
};

export interface Ways {
  /** The provider's id, where there is a package. */
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly own: readonly string[];
  readonly gateway: readonly string[];
  readonly openrouter: readonly string[];
  readonly aiSdk: readonly KnownService[];
}

const openrouter = providers.find(({ id }) => id === 'openrouter');
const atOpenrouter = Object.groupBy(
  (openrouter?.apis ?? []).flatMap(({ create }) => create({}).capabilities.models.map(({ model }) => model)),
  (model) => {
    const [maker = model] = model.split('/');
    return makersAtOpenrouter[maker] ?? maker;
  },
);
const bySdk = Object.groupBy(knownServices, (service) => packages[service].maker);

const packaged = providers.filter(({ id }) => id !== 'openrouter');
const others = [...Object.keys(atOpenrouter), ...Object.keys(bySdk)].filter(
  (maker) => !packaged.some(({ id }) => id === maker),
);

export const packageOf = (service: KnownService) => packages[service].package;

/** Those that have a package first, in the order of the list. */
export const ways: readonly Ways[] = [
  ...packaged.map(({ id, name, apis }) => ({ id, name, apis })),
  ...[...new Set(others)].map((id) => {
    const name = names[id] ?? id;
    return { id, name: { en: name, zh: name }, apis: [] };
  }),
].map(({ id, name, apis }) => {
  const at = (isGateway: boolean) =>
    apis
      .filter(({ api }) => (api === 'gateway') === isGateway)
      .flatMap(({ create }) => create({}).capabilities.models.map(({ model }) => model));
  return {
    id,
    name,
    own: at(false),
    gateway: at(true),
    openrouter: atOpenrouter[id] ?? [],
    aiSdk: bySdk[id] ?? [],
  };
});

const codes = (list: readonly string[]) =>
  list.length === 0 ? '–' : list.map((one) => `\`${one}\``).join(', ');

/** The model with which a package was probed. */
const probed = (service: KnownService) =>
  /^\S+ (\S+):/.exec(probedRows[service][0]?.source ?? '')?.[1] ?? 'a model';

type Operations = NonNullable<ModelCapabilities['operations']>;

/** Whether all of them can, some, or none. */
function able(models: readonly ModelCapabilities[], operation: Operations[number]): string {
  const some = models.filter(({ operations = [] }) => operations.includes(operation));
  if (some.length === 0) return 'no';
  return some.length === models.length ? 'yes' : 'where the service can';
}
const operationCells = (models: readonly ModelCapabilities[]) =>
  (['cancel', 'reconcile'] as const).map((operation) => able(models, operation)).join(' | ');
const modelsAt = (isAsked: (id: string, api: string) => boolean) =>
  providers.flatMap(({ id, apis }) =>
    apis.filter(({ api }) => isAsked(id, api)).flatMap(({ create }) => create({}).capabilities.models),
  );
const inOwn = modelsAt((id, api) => id !== 'openrouter' && api !== 'gateway');
const inGateway = modelsAt((_id, api) => api === 'gateway');
const inOpenrouter = modelsAt((id) => id === 'openrouter');

const declared = allProviders.filter(({ models }) => models === 'declared');

export const waysPage = (
  command: string,
) => `<!-- Generated from the capability tables and the probe of the AI SDK's packages by \`${command}\`; do not edit. -->

# By which way each model is reached

| way | what you install | what it knows of a model | cancel | look-up of a lost submit | keys |
| --- | --- | --- | --- | --- | --- |
| own API | the provider's package | [its table](README.md): rows, prices, times | ${operationCells(inOwn)} | the vendor's |
| gateway | the same, \`{ api: 'gateway' }\` | its table, much of it claimed | ${operationCells(inGateway)} | the gateway's |
| OpenRouter | \`@vid/openrouter\` | [its table](openrouter-official.md), live by \`refresh()\` | ${operationCells(inOpenrouter)} | one for all |
| AI SDK | \`@vid/ai-sdk\` and the maker's package | rows and prices that you write, from \`probedRows\` | no | no | the maker's |
| ${declared.map(({ id, name }) => `[${name.en}](../providers/${id}.md)`).join(', ')} | ${declared.map((one) => `\`${one.package}\``).join(', ')} | rows and prices that you write, or names alone | by dialect | \`vid\` only | yours |

What each way keeps and loses: [with other libraries](../interop.md).

| maker | own API | gateway | OpenRouter | AI SDK: package (the model that was probed) |
| --- | --- | --- | --- | --- |
${ways
  .map(({ id, name, own, gateway, openrouter: sold, aiSdk }) => {
    const maker = packaged.some((one) => one.id === id) ? `[${name.en}](../providers/${id}.md)` : name.en;
    const sdk = aiSdk.map((service) => `\`${packageOf(service)}\` (\`${probed(service)}\`)`);
    const cells = [maker, codes(own), codes(gateway), codes(sold), sdk.length === 0 ? '–' : sdk.join(', ')];
    return `| ${cells.join(' | ')} |`;
  })
  .join('\n')}

A server of the OpenAI shape serves what its owner put there; an AI SDK's package has more models than the one that was probed, and
takes rows of yours for each.
`;
