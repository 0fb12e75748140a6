import type { ModelCapabilities } from '@vid/core';
import { describe, expect, test } from 'vitest';
import { answer } from '../src/page/models/answer.ts';
import { cellOf, lineIds } from '../src/page/models/lines.ts';
import { meaningOf, needName, readNeeds } from '../src/page/models/needs.ts';
import { modelMessagesOf } from '../src/page/messages/models.ts';
import { connectionEntries } from '../src/server/providers.ts';
import { languages } from './languages.ts';

const messages = modelMessagesOf('en', languages.en.messages);
const chinese = modelMessagesOf('zh', languages.zh.messages);
const models = connectionEntries.flatMap(({ create }) => create({}).capabilities.models);
const meanings = (text: string) => readNeeds(text).needs.map(meaningOf);
const able = (text: string, from = models) =>
  from
    .filter((entry) => answer(entry, readNeeds(text).needs, messages).can)
    .map(({ api, model }) => `${model} ${api}`);

describe('needs are read from words', () => {
  test('with and without commas, in both languages, whatever the case', () => {
    const english = meanings('Watermark, camera; 9:16, 10 s, 1080P, sound, last frame, cancel');
    expect(english).toHaveLength(8);
    expect(meanings('watermark camera 9:16 10s 1080p audio lastFrame cancel')).toEqual(english);
    expect(meanings('水印，运镜、9：16，10秒，1080p，声音，尾帧，取消')).toEqual(english);
  });

  test('every common need of the page is understood, and means the same in both languages', () => {
    const words = [messages, chinese].map(({ matrix }) => matrix.commonNeeds);
    expect(words.map((own) => own.flatMap((word) => readNeeds(word).unknown))).toEqual([[], []]);
    expect(words[0]?.map(meanings)).toEqual(words[1]?.map(meanings));
  });

  test('what the page calls a thing is understood, in both languages', () => {
    for (const { fields, modes, matrix } of [messages, chinese]) {
      const { providerOptions: _, ...named } = fields;
      for (const names of [named, modes, matrix.operations])
        for (const [key, name] of Object.entries(names))
          expect([name, meanings(name)]).toEqual([name, meanings(key)]);
    }
  });

  test('small numbers are a ratio and large ones a size', () => {
    expect(meanings('1920:1080')).toEqual([
      JSON.stringify({ kind: 'field', field: 'size', value: '1920x1080' }),
    ]);
    expect(meanings('16:9')).toEqual([
      JSON.stringify({ kind: 'field', field: 'aspectRatio', value: '16:9' }),
    ]);
    expect(able('1920:1080')).not.toEqual([]);
  });

  test.each([
    ['camera control', '相机控制', '镜头控制', '运镜'],
    ['dynamic mask', '动态遮罩', '运动蒙版', '遮罩', 'motion brush'],
    ['zoom', '缩放', 'zoom in'],
    ['text to video', '文本生成视频', '文生视频', 'text-to-video'],
    ['image to video', '图生视频', '图片生成视频'],
    ['custom ratio', '自定义宽高比', 'any size', '任意尺寸'],
    ['portrait', '竖屏', '9:16', '9：16'],
    ['square', '方形', '1:1'],
    ['landscape', '横屏', '16:9'],
    ['first and last frame', '首尾帧', 'first frame, last frame', '首帧 尾帧'],
    ['no watermark', '无水印', 'without a watermark'],
    ['HD', '高清', '1080p'],
    ['1920:1080', '1920x1080', '1920×1080', '1920 × 1080'],
  ])('%s has its words in both languages, and somebody can', (english, ...others) => {
    const wanted = meanings(english);
    expect(readNeeds([english, ...others].join(', ')).unknown).toEqual([]);
    for (const other of others) expect([other, meanings(other)]).toEqual([other, wanted]);
    expect(able(english)).not.toEqual([]);
  });

  test('what was understood is said in the language of the page', () => {
    const names = (text: string, of: typeof messages) =>
      readNeeds(text).needs.map((need) => needName(need, of));
    expect(names('竖屏 缩放 无水印 10秒 首尾帧', messages)).toEqual([
      'Aspect ratio: 9:16',
      'Camera control: Zoom',
      'Watermark: no',
      'Duration: 10 s',
      'First frame',
      'Last frame',
    ]);
    expect(names('custom ratio, text to video, pro, cancel', chinese)).toEqual([
      '像素尺寸：任意',
      '文生视频',
      '质量：专业',
      '取消',
    ]);
  });

  test('what means nothing is told, not dropped', () => {
    expect(readNeeds('watermark and unicorns').unknown).toEqual(['and', 'unicorns']);
  });
});

describe('the library says who can', () => {
  test.each(models.map((entry) => [`${entry.model} ${entry.api}`, entry] as const))(
    '%s: what a cell shows can be asked for, and what it does not show cannot',
    (_, entry) => {
      const switches = ['mode', 'operations', 'maxTasks', 'price', 'typicalTime'];
      for (const line of lineIds.filter((line) => !switches.includes(line))) {
        const { documented, claimed } = cellOf(line, entry, messages);
        const [need] = readNeeds(line).needs;
        expect([line, need === undefined ? undefined : answer(entry, [need], messages).can]).toEqual([
          line,
          documented.length + claimed.length > 0,
        ]);
      }
    },
  );

  const made: ModelCapabilities = {
    provider: 'p',
    api: 'official',
    model: 'm',
    operations: ['cancel'],
    rows: [
      {
        mode: 'text-to-video',
        evidence: 'documented',
        source: 'this test',
        requires: ['prompt'],
        accepts: {
          prompt: { maxLength: 9 },
          duration: { oneOf: [5, 10] },
          aspectRatio: { oneOf: ['16:9', '9:16'] },
        },
      },
      {
        mode: 'image-to-video',
        evidence: 'claimed',
        source: 'this test',
        requires: ['firstFrame'],
        accepts: {
          firstFrame: { from: ['data'] },
          duration: { oneOf: [5] },
          cameraControl: { axes: [], presets: ['spin'] },
        },
      },
    ],
  };
  test('one use of the model must meet all needs at once', () => {
    expect(able('camera 5s', [made])).toEqual(['m official']);
    expect(able('10s 9:16', [made])).toEqual(['m official']);
    expect(able('camera 10s', [made])).toEqual([]);
    expect(answer(made, readNeeds('camera 10s').needs, messages)).toMatchObject({
      why: expect.stringContaining('Duration: takes 5'),
    });
    expect(answer(made, readNeeds('运镜 10秒').needs, chinese)).toMatchObject({
      why: '时长：只接受 5；当前为 10（与首帧图片、镜头控制同时使用时）',
    });
    expect(answer(made, readNeeds('水印').needs, chinese)).toMatchObject({
      why: '水印：文生视频不支持',
    });
  });
  test('a model that another kind of key opens says which', () => {
    const needsKey = { setting: 'apiKey', variable: 'P_KEY' };
    const closed = { ...made, rows: [], needsKey };
    expect(answer(closed, [], messages)).toEqual({
      can: false,
      why: expect.stringContaining('needs another kind of key: pass apiKey, or set P_KEY'),
    });
    expect(answer(closed, [], chinese)).toMatchObject({ why: expect.stringContaining('P_KEY') });
  });
  test('no watermark is not a watermark', () => {
    const taking = (...oneOf: readonly boolean[]): ModelCapabilities => ({
      ...made,
      rows: made.rows.map((row) => ({ ...row, accepts: { ...row.accepts, watermark: { oneOf } } })),
    });
    for (const word of ['no watermark', '无水印']) {
      expect(able(word, [taking(true)])).toEqual([]);
      expect(able(word, [taking(false)])).toEqual(['m official']);
      expect(able(word, [taking(false, true)])).toEqual(['m official']);
      expect(able(word, [made])).toEqual([]);
    }
    for (const word of ['watermark', '水印']) expect(able(word, [taking(false)])).toEqual([]);
  });
  test('what comes out by itself is met, and only where it does', () => {
    const comingOut = (resolution: string): ModelCapabilities => ({
      ...made,
      rows: made.rows.map((row, index) => (index === 0 ? { ...row, output: { resolution } } : row)),
    });
    expect(able('高清', [comingOut('1080p')])).toEqual(['m official']);
    expect(able('HD', [comingOut('720p')])).toEqual([]);
    expect(able('HD camera', [comingOut('1080p')])).toEqual([]);
    expect(able('HD')).toContain('kling-v2-6 official');
  });
  test('any size is more than some sizes', () => {
    expect(able('自定义宽高比')).toEqual([
      'runwayml-gen4_turbo-5 gateway',
      'runwayml-gen4_turbo-10 gateway',
      'gen4_turbo gateway',
    ]);
  });
  test('why not says what was typed, not what we tried', () => {
    const why = (text: string, of: typeof messages) => {
      const said = answer(made, readNeeds(text).needs, of);
      return said.can ? '' : said.why;
    };
    expect(why('last frame', messages)).toBe('Last frame: not for image to video');
    expect(why('尾帧，种子', chinese)).toBe('尾帧图片：图生视频不支持；随机种子：图生视频不支持');
    expect(why('7 s', messages)).toContain('got 7');
  });
  test('two values of a field are both needed', () => {
    expect(able('16:9 9:16', [made])).toEqual(['m official']);
    expect(able('16:9 1:1', [made])).toEqual([]);
    expect(able('1:1 16:9', [made])).toEqual([]);
  });
  test('modes and operations', () => {
    expect(able('cancel, text to video', [made])).toEqual(['m official']);
    expect(able('图生视频 10s', [made])).toEqual([]);
    expect(able('reconcile', [made])).toEqual([]);
    expect(answer(made, readNeeds('video-to-video').needs, messages)).toMatchObject({ can: false });
  });
});

test('the usual time reads as in the list of models to choose from', () => {
  const minutes = models.flatMap((entry) => cellOf('typicalTime', entry, messages).documented);
  expect(minutes).toContain('5.3 min');
  expect(minutes.filter((text) => /^\d{3,} s$/.test(text))).toEqual([]);
});
