import type { CameraAxis, Feature, Mode, VideoFeatures } from '../contract/request.ts';

/** What the words of a request are called in Chinese. */
export const chineseNames = {
  fields: {
    prompt: '提示词',
    negativePrompt: '不希望出现的内容',
    firstFrame: '首帧图片',
    lastFrame: '尾帧图片',
    references: '参考图片',
    referenceVideos: '参考视频',
    referenceAudio: '参考音频',
    sourceVideo: '待修改的视频',
    extendVideo: '待延长的视频',
    duration: '时长',
    aspectRatio: '宽高比',
    resolution: '分辨率',
    size: '像素尺寸',
    quality: '质量',
    watermark: '水印',
    cameraControl: '镜头控制',
    motionMasks: '运动蒙版',
    audio: '声音',
    seed: '随机种子',
    callbackUrl: '回调地址',
    providerOptions: '服务专用选项',
  } satisfies Readonly<Record<Feature, string>>,
  qualities: { standard: '标准', pro: '专业' } satisfies Readonly<
    Record<NonNullable<VideoFeatures['quality']>, string>
  >,
  axes: {
    horizontal: '水平移动',
    vertical: '垂直移动',
    pan: '水平摇摄',
    tilt: '垂直摇摄',
    roll: '旋转',
    zoom: '变焦',
  } satisfies Readonly<Record<CameraAxis, string>>,
  modes: {
    'text-to-video': '文生视频',
    'image-to-video': '图生视频',
    'reference-to-video': '参考生视频',
    'video-to-video': '视频转视频',
    'video-extension': '视频延长',
  } satisfies Readonly<Record<Mode, string>>,
  needs: {
    cancel: '可中途停止',
    reconcile: '可按编号查询',
    callback: '支持回调',
    audio: '有声音',
    '1080p': '1080p',
  },
} as const;
