import { describe, expect, test } from 'vitest';
import { modelMessagesOf } from '../src/page/messages/models.ts';
import {
  compareServices,
  onlyAt,
  type Service,
  serviceLineName,
} from '../src/page/services/services-view.tsx';
import { connectionEntries } from '../src/server/providers.ts';
import { languages } from './languages.ts';

const messages = modelMessagesOf('en', languages.en.messages);
const all = connectionEntries.flatMap(({ create }): readonly Service[] => {
  const { id, capabilities } = create({});
  const api = capabilities.models[0]?.api ?? '';
  return api === 'gateway' ? [{ provider: id, api, models: capabilities.models }] : [];
});
/** Those that the guide speaks of, among whatever else there is. */
const guide = ['runway', 'kling', 'jimeng'];
const services = all.filter(({ provider }) => guide.includes(provider));
const compared = compareServices(services, messages);
const row = (name: string) => {
  const found = compared.find(({ line }) => serviceLineName(line, messages) === name);
  return found?.cells.map(({ documented, claimed }) => [...documented, ...claimed.map((one) => `${one} †`)]);
};

describe('the services by feature, from their tables', () => {
  test('what the guide compares', () => {
    expect(services.map(({ provider }) => provider)).toEqual(guide);
    expect(row('Duration')).toEqual([['5 s', '10 s'], ['5 s', '10 s'], expect.anything()]);
    expect(row('Models')?.map((models) => models.length)).toEqual([3, 2, 1]);
    expect(row('Camera control')?.map((moves) => moves.length > 0)).toEqual([false, true, false]);
    expect(row('Motion masks')?.map((masks) => masks.length > 0)).toEqual([false, true, false]);
    expect(row('Watermark')).toEqual([['yes †'], [], []]);
    expect(row('Any size or ratio')?.map((sizes) => sizes.length)).toEqual([1, 0, 0]);
    expect(row('Aspect ratio')?.[2]).toEqual(expect.arrayContaining(['16:9', '9:16', '1:1', '4:3']));
    expect(row('Query by id')).toEqual([['yes'], ['yes'], ['yes']]);
    expect(row('Resolution')?.map((values) => values.length > 0)).toEqual([true, true, true]);
    expect(row('Modes')?.map((modes) => modes.includes('text to video'))).toEqual([false, true, true]);
  });

  test('what only one of them offers', () => {
    const only = services.map((_, index) => onlyAt(index, compared, messages));
    expect(only[0]).toEqual(['Watermark', 'Any size or ratio']);
    expect(only[1]).toEqual(expect.arrayContaining(['Camera control', 'Motion masks']));
    expect(only[2]).toEqual(expect.arrayContaining(['Reference images']));
  });
});
