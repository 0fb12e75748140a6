import { createRedactor, redact } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJwbGFudGVkIn0.cGxhbnRlZC1zaWduYXR1cmU';
const url64 = 'cGxhbnRlZA-_'.repeat(20);

describe('what is secret by its form is not quoted', () => {
  it.each([
    ['a signed link', 'see https://h.example/a.mp4?sig=planted now', 'see https://h.example/a.mp4?… now'],
    ['a link without a scheme', 'see h.example/a.mp4?sig=planted now', 'see h.example/a.mp4?… now'],
    ['a link without a path', 'see h.example?sig=planted now', 'see h.example?… now'],
    ['a link that starts with its host', '//h.example/a?sig=planted', '//h.example/a?…'],
    ['a user without a scheme', '//me:planted@h.example/a', '//***@h.example/a'],
    ['a JSON Web Token', `got ${token}!`, 'got ***!'],
    ['one that is cut', `got ${token.slice(0, 60)}… here`, 'got ***… here'],
    ['the head of one', `got ${token.slice(0, 20)} here`, 'got *** here'],
    ['base64url', `got ${url64}== here`, 'got …base64… here'],
    ['a question', 'is h.example up? a=b', 'is h.example up? a=b'],
    ['a path', 'no route /v1/videos/task_1', 'no route /v1/videos/task_1'],
  ])('%s', (_what, text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe('a secret of the call is not quoted', () => {
  it.each([
    ['as it is', 'planted"key+1/2=', {}],
    ['as JSON', JSON.stringify('planted"key+1/2='), {}],
    ['in a URL', encodeURIComponent('planted"key+1/2='), {}],
    ['of a caller’s header', 'planted-user-7', { 'x-user': 'planted-user-7' }],
    ['behind a word', 'planted-token', { authorization: 'Token planted-token' }],
    ['of a cookie', 'planted0123456789ab', { cookie: 'lang=en; session=planted0123456789ab; a=b' }],
  ])('%s', (_what, quoted, headers) => {
    expect(createRedactor(['planted"key+1/2='], headers)(`you sent ${quoted} here`)).toMatch(
      /^you sent "?\*{3}"? here$/,
    );
  });
});
