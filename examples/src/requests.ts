import { createVideoFromReferences, createVideoFromText } from '@vid/jimeng';
import { createVideoWithCamera, createVideoWithDynamicMask } from '@vid/kling';
import { createVideo10s, createVideo5s } from '@vid/runway';

const trajectory = [100, 400].map((x) => ({ x, y: 200 })); // pixels from the lower left corner
const kling = { model: 'kling-v2-6', duration: 5, quality: 'pro' } as const;
const cfgScale = { providerOptions: { kling: { cfgScale: 0.5 } } };
const jimeng = { aspectRatio: '16:9', resolution: '720p' };
const runway = { model: 'runwayml-gen4_turbo-5', duration: 5, size: '768x1280', watermark: false };

export const createRequests = (image: string, mask: string) => ({
  'runway-5s': createVideo5s(image, '猫咪跳舞', '1280:768'),
  'runway-10s': createVideo10s(image, '猫咪跳舞', { ratio: '1920:1080', watermark: true }),
  'runway-fields': { ...runway, firstFrame: image, prompt: '猫咪跳舞' },
  'kling-camera': createVideoWithCamera(image, { zoom: 5 }, { ...kling, ...cfgScale }),
  'kling-mask': createVideoWithDynamicMask(image, { mask, trajectory }, kling),
  'jimeng-text': createVideoFromText('海边日出', jimeng),
  'jimeng-references': createVideoFromReferences('海边日出', [image]),
});
