import { useMemo } from 'react';
import { useLanguage } from '../language.tsx';
import type { Messages } from '../messages.ts';

const noNames: Readonly<Record<string, string>> = {};

const en = {
  camera: {
    pad: 'Drag in the picture, or use the sliders.',
    move: 'Move',
    turn: 'Turn',
    drag: 'Dragging',
    oneAxis: 'The models take one axis at a time: a new one replaces the other.',
    still: 'The camera stands still',
    shows: (axes: string) => `The camera’s last view: ${axes}`,
    presets: 'Preset',
    /** Of presets and strengths, where their own names are no words of the language. */
    names: noNames,
  },
  masks: {
    needPicture: 'Choose a first frame first: masks are drawn on it.',
    linkedPicture:
      'The first frame is a link, and a browser does not let this page read pictures of other sites. Choose the picture as a file, or take a sample, to draw on it; masks by link can be set as JSON.',
    start: 'Draw masks',
    area: 'Area',
    still: 'Stands still',
    moving: (index: number) => `Moves ${index}`,
    add: 'Add a moving area',
    remove: 'Remove this area',
    tool: 'Draw',
    tools: { brush: 'Brush', rectangle: 'Rectangle', path: 'Path' },
    canvas: 'First frame with masks',
    origin: {
      'bottom-left': 'Points are pixels of the picture, counted from its bottom left corner.',
      'top-left': 'Points are pixels of the picture, counted from its top left corner.',
    },
    originUnknown:
      'No document says from which corner points are counted, or models differ: here it is the top left one.',
    path: (index: number) => `Path of moving area ${index}`,
    point: (axis: string, index: number) => `${axis} of point ${index}`,
    addPoint: 'Add a point',
    removePoint: (index: number) => `Remove point ${index}`,
    points: (count: number, most: number) => `${count} of at most ${most} points`,
    rectangle: 'Rectangle by numbers',
    sides: { left: 'Left', top: 'Top', width: 'Width', height: 'Height' },
    fill: 'Add rectangle',
    keyboard: 'Without a pointer: numbers',
    linkedMask: 'This mask is a link and cannot be drawn on. Remove the area to draw a new one.',
    otherSize: 'A mask has another size than the picture. Remove its area and draw it again.',
  },
};

const zh: typeof en = {
  camera: {
    pad: '在图中拖动，或使用滑块。',
    move: '移动',
    turn: '转动',
    drag: '拖动的作用',
    oneAxis: '模型一次只接受一个方向：新的方向会替换原来的。',
    still: '镜头静止',
    shows: (axes) => `镜头最终画面：${axes}`,
    presets: '预设运镜',
    names: {
      down_back: '下移拉远',
      forward_up: '推进上移',
      right_turn_forward: '右旋推进',
      left_turn_forward: '左旋推进',
      hitchcock_dolly_in: '希区柯克推进',
      hitchcock_dolly_out: '希区柯克拉远',
      robo_arm: '机械臂',
      dynamic_orbit: '动感环绕',
      central_orbit: '中心环绕',
      crane_push: '升降推进',
      quick_pull_back: '快速拉远',
      counterclockwise_swivel: '逆时针回旋',
      clockwise_swivel: '顺时针回旋',
      handheld: '手持拍摄',
      rapid_push_pull: '快速推拉',
      weak: '弱',
      medium: '中',
      strong: '强',
    },
  },
  masks: {
    needPicture: '请先选择首帧图片：蒙版画在图片上。',
    linkedPicture:
      '首帧图片是一个链接，浏览器不允许本页读取其他网站的图片。请以文件形式选择图片，或使用示例图片来绘制；也可以在 JSON 中用链接设置蒙版。',
    start: '绘制蒙版',
    area: '区域',
    still: '静止',
    moving: (index) => `运动 ${index}`,
    add: '添加运动区域',
    remove: '删除此区域',
    tool: '绘制工具',
    tools: { brush: '画笔', rectangle: '矩形', path: '轨迹' },
    canvas: '首帧图片与蒙版',
    origin: {
      'bottom-left': '坐标为图片像素，原点在左下角。',
      'top-left': '坐标为图片像素，原点在左上角。',
    },
    originUnknown: '文档没有说明原点在哪个角，或各模型不同：此处以左上角为原点。',
    path: (index) => `运动区域 ${index} 的轨迹`,
    point: (axis, index) => `第 ${index} 点的 ${axis}`,
    addPoint: '添加一点',
    removePoint: (index) => `删除第 ${index} 点`,
    points: (count, most) => `${count} 点，最多 ${most} 点`,
    rectangle: '用数字输入矩形',
    sides: { left: '左', top: '上', width: '宽', height: '高' },
    fill: '添加矩形',
    keyboard: '不用指针：输入数字',
    linkedMask: '该蒙版是一个链接，无法在其上绘制。删除此区域后可重新绘制。',
    otherSize: '有蒙版与图片尺寸不同。请删除该区域后重新绘制。',
  },
};

/** The page's texts and those of camera and masks, which are loaded with them. */
type EditorMessages = Messages & typeof en;

const texts = { en, zh };

export function useEditorMessages(): EditorMessages {
  const { language, messages } = useLanguage();
  return useMemo(() => ({ ...messages, ...texts[language] }), [language, messages]);
}
