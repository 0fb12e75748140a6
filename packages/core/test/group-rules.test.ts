import { type CapabilityRow, checkRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { checkAnything, suggested, tableOf } from './fixture.ts';

const group = (requires: CapabilityRow['requires'] = []) =>
  tableOf(
    { size: { oneOf: ['256x256'] }, aspectRatio: { oneOf: ['16:9'] }, seed: { min: 0, max: 9 } },
    { atMostOne: [['size', 'aspectRatio', 'seed']], requires },
  );

describe('at most one of a group', () => {
  it.each([{}, { seed: 0 }, { size: '256x256', aspectRatio: undefined }])('takes %j', (request) => {
    expect(checkAnything(group(), request)).toMatchObject({ fits: true });
  });

  it('names the group and what was asked of it', () => {
    const fields = ['size', 'aspectRatio', 'seed'];
    expect(checkRequest(group(), { size: '256x256', seed: 0 })).toMatchObject({
      problems: [{ code: 'at-most-one', field: 'seed', asked: ['size', 'seed'], fields, model: 'm' }],
      suggestion: {
        changes: [{ code: 'removed', field: 'seed', from: expect.anything() }],
        request: { size: '256x256' },
      },
    });
  });

  it('keeps what is right by itself rather than what stands first', () => {
    expect(suggested(group(), { size: '512x512', seed: 1 })).toEqual({
      changes: [{ code: 'removed', field: 'size', from: expect.anything() }],
      request: { seed: 1 },
    });
  });

  it('keeps what the row needs', () => {
    expect(suggested(group(['seed']), { size: '256x256', aspectRatio: '16:9', seed: 1 })?.request).toEqual({
      seed: 1,
    });
  });
});

describe('an option that a row needs', () => {
  const table = tableOf(
    { providerOptions: { style: { maxLength: 9 }, strength: { min: 0, max: 1 } } },
    { requiresOptions: ['style'] },
  );

  it.each([
    { providerOptions: { acme: { style: '' } } },
    { providerOptions: { acme: { style: 'x', strength: 0 } } },
    { unchecked: ['providerOptions'] },
  ])('is there in %j', (request) => {
    expect(checkAnything(table, request)).toMatchObject({ fits: true });
  });

  it.each([{}, { providerOptions: { acme: {} } }, { providerOptions: { acme: { strength: 1 } } }])(
    'is missing from %j',
    (request) => {
      const field = 'providerOptions.acme.style';
      expect(checkAnything(table, request)).toMatchObject({
        fits: false,
        problems: [{ code: 'required', field, mode: 'text-to-video', model: 'm' }],
      });
    },
  );
});
