import type { Feature, FeatureRules, MediaRule, VideoRequest } from '@vid/core';

const link = 'https://example.com/file';

function sampleMedia(rule: MediaRule | undefined) {
  if (rule === undefined || rule.from.includes('url')) return link;
  return { data: new Uint8Array(1), mediaType: rule.mediaTypes?.[0] ?? 'image/png' };
}

const lowest = (rule: FeatureRules['duration']) => {
  if (rule === undefined || rule === 'any') return 5;
  if ('min' in rule) return rule.min;
  return rule.oneOf[0] ?? (rule.auto === true ? 'auto' : 5);
};

/** The first value that a rule names. */
const first = (rule: FeatureRules['size'], other: string) =>
  rule === 'any' ? other : (rule?.oneOf[0] ?? other);

function sampleCamera(rule: FeatureRules['cameraControl']): VideoRequest['cameraControl'] {
  const [axis] = rule?.axes ?? [];
  const [preset] = rule?.presets ?? [];
  const [strength] = rule?.strengths ?? [];
  if (axis !== undefined || preset === undefined) return { [axis ?? 'zoom']: 1 };
  return { preset, ...(strength !== undefined && { strength }) };
}

/** A value that the row takes; where it takes none, one that shows why not. */
export function sampleOf(field: Feature, accepts: FeatureRules): VideoRequest[Feature] {
  switch (field) {
    case 'prompt':
    case 'negativePrompt':
    case 'extendVideo':
      return 'x';
    case 'firstFrame':
    case 'lastFrame':
    case 'sourceVideo':
      return sampleMedia(accepts[field]);
    case 'references':
    case 'referenceVideos':
    case 'referenceAudio':
      return [sampleMedia(accepts[field])];
    case 'duration':
      return lowest(accepts.duration);
    case 'aspectRatio':
      return first(accepts.aspectRatio, '16:9');
    case 'resolution':
      return first(accepts.resolution, '720p');
    case 'size':
      return first(accepts.size, '1280x720');
    case 'quality':
      return accepts.quality?.oneOf[0] ?? 'standard';
    case 'watermark':
    case 'audio':
      return accepts[field]?.oneOf[0] ?? true;
    case 'cameraControl':
      return sampleCamera(accepts.cameraControl);
    case 'motionMasks':
      return { static: sampleMedia(accepts.motionMasks?.media) };
    case 'seed':
      return accepts.seed === 'any' ? 0 : Math.max(0, accepts.seed?.min ?? 0);
    case 'callbackUrl':
      return link;
    case 'providerOptions':
      return undefined;
  }
}
