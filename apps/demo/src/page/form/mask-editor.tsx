import type { MediaBytes, MotionMasks } from '@vid/core';
import { useState } from 'react';
import { isFile } from '../request-json.ts';
import type { RequestEditor } from '../create/editor.ts';
import type { MaskOptions } from '../create/options.ts';
import { useImageSize, useObjectUrl } from '../create/pictures.ts';
import { useEditorMessages } from '../messages/editors.ts';
import { Segmented } from '../ui/segmented.tsx';
import {
  type Area,
  drawMask,
  isDrawing,
  maskOf,
  pathOf,
  type Point,
  type Shape,
  type Size,
  withArea,
  withMask,
  withoutArea,
  withPath,
} from './mask-areas.ts';
import { colorOf, MaskCanvas, type Tool } from './mask-canvas.tsx';
import { MaskNumbers } from './mask-numbers.tsx';

interface MaskEditorProps {
  readonly options: MaskOptions;
  readonly picture: MediaBytes;
  readonly editor: RequestEditor;
}

/** Still and moving areas with their paths, drawn on the picture. */
export function MaskEditor({ picture, ...props }: MaskEditorProps) {
  const url = useObjectUrl(picture);
  const size = useImageSize(picture);
  return size === undefined || url === undefined ? undefined : <Editor url={url} size={size} {...props} />;
}

interface EditorProps extends Omit<MaskEditorProps, 'picture'> {
  readonly url: string;
  readonly size: Size;
}

const none: MotionMasks = {};

function Editor({ options, url, size, editor }: EditorProps) {
  const { masks: words } = useEditorMessages();
  const { changeField, changeLater } = editor;
  const value = editor.request.motionMasks ?? none;
  const moving = value.dynamic ?? [];
  const [wanted, setArea] = useState<Area>('static');
  const area = wanted !== 'static' && wanted >= moving.length ? 'static' : wanted;
  const [wantedTool, setTool] = useState<Tool>('brush');
  const tool = area === 'static' && wantedTool === 'path' ? 'brush' : wantedTool;
  const mask = maskOf(value, area);

  // The hand goes on while a mask is drawn: each step starts from what the ones before it have made.
  const addShape = (shape: Shape) =>
    changeLater('motionMasks', async (masks = none) => {
      const before = maskOf(masks, area);
      if (typeof before === 'string') return (now) => now;
      const drawn = await drawMask(before, size, shape);
      return (now = none) => withMask(now, area, drawn);
    });
  const addArea = () => {
    changeField('motionMasks', (now = none) => withArea(now, size));
    setArea(moving.length);
  };
  const removeArea = () => changeField('motionMasks', (now = none) => withoutArea(now, area));
  const setPath = (trajectory: readonly Point[]) =>
    changeField('motionMasks', (now = none) => withPath(now, area, trajectory));

  const areas = [
    { value: 'static', label: words.still },
    ...moving.map((_, index) => ({ value: String(index), label: words.moving(index + 1) })),
  ];
  const tools: readonly Tool[] = area === 'static' ? ['brush', 'rectangle'] : ['brush', 'rectangle', 'path'];
  return (
    <div className="stack">
      <div className="row">
        <Segmented
          label={words.area}
          options={areas}
          value={String(area)}
          onChange={(picked) => setArea(picked === 'static' ? picked : Number(picked))}
        />
        <span className="swatch" style={{ background: colorOf(area) }} />
        {moving.length < options.maxDynamic && (
          <button type="button" className="button" data-small onClick={addArea}>
            {words.add}
          </button>
        )}
      </div>
      <div className="row">
        <Segmented
          label={words.tool}
          options={tools.map((name) => ({ value: name, label: words.tools[name] }))}
          value={tool}
          onChange={setTool}
        />
        <button
          type="button"
          className="button"
          data-small
          disabled={mask === undefined || isDrawing(editor)}
          onClick={removeArea}
        >
          {words.remove}
        </button>
      </div>
      <MaskCanvas
        options={options}
        picture={url}
        size={size}
        masks={value}
        area={area}
        tool={tool}
        onShape={addShape}
        onPath={setPath}
      />
      {typeof mask === 'string' && <p className="small">{words.linkedMask}</p>}
      <OtherSize masks={value} size={size} />
      <p className="hint num">
        {options.origin === undefined ? words.originUnknown : words.origin[options.origin]}
        {area !== 'static' && ` ${words.points(pathOf(value, area).length, options.maxPoints)}`}
      </p>
      <MaskNumbers
        key={String(area)}
        options={options}
        size={size}
        area={area}
        trajectory={pathOf(value, area)}
        onPath={setPath}
        onShape={addShape}
      />
    </div>
  );
}

/** Another first frame than the one that the masks were drawn on. */
function OtherSize({ masks, size }: { readonly masks: MotionMasks; readonly size: Size }) {
  const { masks: words } = useEditorMessages();
  const [first] = [masks.static, ...(masks.dynamic ?? []).map(({ mask }) => mask)].filter(isFile);
  const drawn = useImageSize(first);
  if (drawn === undefined || (drawn.width === size.width && drawn.height === size.height)) return undefined;
  return (
    <p className="notice" data-tone="warn">
      {words.otherSize}
    </p>
  );
}
