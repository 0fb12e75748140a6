import { globSync } from 'node:fs';
import { VideoError } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../site/errors.ts';
import { escaped, linked } from '../site/markdown.ts';
import { read, root } from '../site/sources.ts';

describe('the pages of the site', () => {
  it('link to pages where the repository links to documents, and keep other files', () => {
    const kept: string[] = [];
    const text =
      '[kling](../../docs/providers/kling.md#errors-of-the-official-api), [`server`](../server), ' +
      '[wire](../core/src/remote/wire.ts), [which](../../README.md#which-service), [out](https://example.com)\n' +
      '```md\n[as it is](../server)\n```';
    expect(linked(text, 'packages/cli/README.md', (path) => kept.push(path))).toBe(
      '[kling](/providers/kling#errors-of-the-official-api), [`server`](/ways/server), ' +
        '[wire](/files/packages/core/src/remote/wire.ts.txt), [which](/providers/#which-service), [out](https://example.com)\n' +
        '```md\n[as it is](../server)\n```',
    );
    expect(kept).toEqual(['packages/core/src/remote/wire.ts']);
    expect(() => linked('[gone](../gone.md)', 'docs/glossary.md', () => undefined)).toThrow('gone.md');
  });

  it('are text, not components', () => {
    expect(escaped('<!-- note -->\na <b> and {{ c }}, `<d> {{ e }}`')).toBe(
      'a &lt;b> and &#123;&#123; c }}, `<d> {{ e }}`',
    );
  });

  it('use the words of the README in Chinese', () => {
    const texts = globSync('apps/docs/content/zh/**/*.md', { cwd: root }).map(
      (path) => [path, read(path)] as const,
    );
    const all = [...texts, ['the error codes', errorCodes('zh')] as const];
    expect(all.length).toBeGreaterThan(10);
    const others = /计划|画面比例|约定测试|愿望|应答|image-to-video/;
    expect(all.filter(([, text]) => others.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('have every error code, in both languages, as the library has them', () => {
    const source = read('packages/core/src/contract/error-code.ts');
    const codes = [...source.matchAll(/^ {2}'([a-z-]+)',$/gm)].map(([, code]) => code);
    expect(codes).toContain('submission-unknown');
    for (const language of ['en', 'zh'] as const) {
      const headings = [...errorCodes(language).matchAll(/^## (.+)$/gm)].map(([, code]) => code);
      expect(headings).toEqual(codes);
    }
    expect(errorCodes('en')).toContain(
      `[\`timeout\`](#timeout) | ${new VideoError('timeout', '').retryable ? 'yes' : 'no'}`,
    );
  });
});
