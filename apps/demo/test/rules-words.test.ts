import { type CapabilityRow, checkRequest, type VideoRequest } from '@vid/core';
import { expect, test } from 'vitest';
import { problemInChinese } from '@vid/core/chinese';

const row = (accepts: CapabilityRow['accepts'], more: Partial<CapabilityRow> = {}): CapabilityRow => ({
  mode: 'text-to-video',
  evidence: 'documented',
  source: 'this test',
  ...more,
  accepts,
});
function said(rows: readonly CapabilityRow[], request: VideoRequest): readonly string[] {
  const models = [{ provider: 'p', api: 'gateway', model: 'm', rows }];
  const result = checkRequest({ models }, request);
  return result.fits ? [] : result.problems.map((problem) => problemInChinese(problem));
}
const link = 'https://example.com/a.png';

test.each<[readonly CapabilityRow[], VideoRequest, string]>([
  [
    [row({ duration: { min: 4, max: 8, step: 1, auto: true } })],
    { duration: 4.5 },
    '时长：m 只接受 4 到 8 的整数、auto；当前为 4.5',
  ],
  [
    [row({ duration: { min: 4, max: 8, step: 2 } })],
    { duration: 5 },
    '时长：m 只接受 4 到 8（每级 2）；当前为 5',
  ],
  [
    [row({ duration: 'any' })],
    { duration: 'auto' },
    '时长：m 只接受以秒为单位的时长，不会自动选择；当前为 “auto”',
  ],
  [
    [row({ aspectRatio: 'any' })],
    { aspectRatio: 'adaptive' },
    '宽高比：m 只接受 "16:9" 这样的宽高比，不会自动选择；当前为 “adaptive”',
  ],
  [
    [row({ prompt: { minLength: 2 } })],
    { prompt: 'x' },
    '提示词：m 只接受至少 2 个 UTF-16 单元；当前为 1 个字符',
  ],
  [
    [row({ duration: { oneOf: [5] }, seed: 'any' }), row({ duration: { oneOf: [5, 10] } })],
    { duration: 7, seed: 1 },
    '时长：m 只接受 5、10（10 不能与随机种子同时使用）；当前为 7',
  ],
  [
    [row({ duration: { oneOf: [5] }, seed: 'any' }), row({ duration: { oneOf: [5, 10] } })],
    { duration: 10, seed: 1 },
    '时长：m 只接受 5、10；当前为 10（不能与随机种子同时使用）',
  ],
  [
    [row({ seed: 'any', resolution: 'any' }, { requiresWith: [{ field: 'seed', anyOf: ['resolution'] }] })],
    { seed: 1 },
    '随机种子：m 只能与以下任一项同时使用：分辨率',
  ],
  [
    [
      row(
        { firstFrame: { from: ['url'] }, lastFrame: { from: ['url'] } },
        { mode: 'image-to-video', maxTogether: [{ fields: ['firstFrame', 'lastFrame'], maxItems: 1 }] },
      ),
    ],
    { firstFrame: link, lastFrame: link },
    '尾帧图片：m 只接受首帧图片、尾帧图片合计最多 1 项；当前为 2 项',
  ],
])('%#: %j', (rows, request, sentence) => {
  expect(said(rows, request)).toEqual([sentence]);
});
