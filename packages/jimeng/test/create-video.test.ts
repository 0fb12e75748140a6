import { taskFromId } from '@vid/core';
import { createJimeng, createVideoFromReferences, createVideoFromText } from '@vid/jimeng';
import { expect, it } from 'vitest';

const image = 'https://example.com/image.jpg';
const jimeng = createJimeng({ api: 'gateway' });

it('makes a request from text, and from text and references', () => {
  expect(jimeng.prepare(createVideoFromText('a boat', { aspectRatio: '4:3' })).body).toMatchObject({
    model: 'jimeng-video-3.0',
    prompt: 'a boat',
    aspect_ratio: '4:3',
    images: [],
  });
  expect(jimeng.prepare(createVideoFromReferences('a boat', [image])).body).toMatchObject({
    images: [image],
  });
});

it('says that a task by its bare id needs the key of its submit', async () => {
  const official = createJimeng({ api: 'official', accessKey: 'a', secretKey: 'b' });
  await expect(official.query(taskFromId({ provider: 'jimeng', api: 'official', id: '7' }))).rejects.toThrow(
    'give the req_key of its submit, such as lookup: { reqKey: "jimeng_t2v_v30" }.',
  );
});

it.each([{ size: '1080P' }, { resolution: '1080P' }, { resolution: '1080p' }])(
  '%j is sent as the size 1080P',
  (given) => {
    const provider = createJimeng({ api: 'gateway' });
    expect(provider.prepare(createVideoFromText('海边日出', given)).body).toMatchObject({ size: '1080P' });
  },
);
