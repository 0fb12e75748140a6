import { describe, expect, it } from 'vitest';
import { checkAnything, link, tableOf } from './fixture.ts';

describe('what problems never hold', () => {
  it.each([
    [{ firstFrame: `${link}?signature=hidden` }],
    [{ references: [`${link}?signature=hidden`] }],
    [
      {
        motionMasks: {
          static: `${link}?signature=hidden`,
          dynamic: [{ mask: `${link}?hidden`, trajectory: [] }],
        },
      },
    ],
    [{ callbackUrl: `https://hidden:hidden@example.com/?hidden` }],
    [{ prompt: `see https://example.com/?hidden and sk-hidden12345` }],
    [{ firstFrame: { data: new TextEncoder().encode('hidden'), mediaType: 'image/png' } }],
    [{ firstFrame: `https://example.com/a b?hidden` }],
    [{ firstFrame: btoa('hidden'.repeat(60)) }],
    [{ providerOptions: { acme: { style: `${link}?hidden` } } }],
  ])('%j', (request) => {
    const result = checkAnything(tableOf({ prompt: { maxLength: 1 } }), request);
    const said = JSON.stringify(result.fits || result.problems);
    expect(said).toContain('code');
    expect(said).not.toContain('hidden');
    expect(said).not.toContain(btoa('hidden'));
    expect(said).not.toContain('104,105');
    const changes = result.fits ? [] : result.suggestion?.changes;
    expect(JSON.stringify(changes ?? [])).not.toContain('hidden');
  });
});
