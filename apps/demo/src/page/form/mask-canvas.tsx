import type { MediaInput, MotionMasks } from '@vid/core';
import { type PointerEvent, useId, useRef, useState } from 'react';
import { useEditorMessages } from '../messages/editors.ts';
import { isFile } from '../request-json.ts';
import { type Area, flipped, pathOf, type Point, type Shape, type Size, snapped } from './mask-areas.ts';
import type { MaskOptions } from '../create/options.ts';
import { useObjectUrl } from '../create/pictures.ts';

export type Tool = 'brush' | 'rectangle' | 'path';

interface MaskCanvasProps {
  readonly options: MaskOptions;
  readonly picture: string;
  readonly size: Size;
  readonly masks: MotionMasks;
  readonly area: Area;
  readonly tool: Tool;
  readonly onShape: (shape: Shape) => void;
  readonly onPath: (trajectory: readonly Point[]) => void;
}

const colors: readonly string[] = ['#ff922b', '#51cf66', '#4dabf7', '#f783ac', '#ffd43b', '#9775fa'];
export const colorOf = (area: Area): string =>
  area === 'static' ? '#f8f9fa' : (colors[area % colors.length] ?? '#ff922b');

const inside = (share: number, most: number) => Math.max(0, Math.min(most, share * most));
const isFar = (a: Point, b: Point, least: number) => Math.hypot(a.x - b.x, a.y - b.y) >= least;
const line = (points: readonly Point[]) => points.map(({ x, y }) => `${x},${y}`).join(' ');

/** The picture with its areas and paths; what is being drawn is shown before it is a mask. */
export function MaskCanvas(props: MaskCanvasProps) {
  const { options, picture, size, masks, area, tool, onShape, onPath } = props;
  const messages = useEditorMessages();
  const [drawn, setDrawn] = useState<readonly Point[]>([]);
  /** The same at once: the next move or the end may come before the page is drawn again. */
  const latest = useRef(drawn);
  const show = (points: readonly Point[]) => {
    latest.current = points;
    setDrawn(points);
  };
  const { width, height } = size;
  const thickness = Math.max(width, height) / 20;
  const path = pathOf(masks, area);
  const [from] = drawn;
  const to = drawn.at(-1);

  /** Where the picture was when the drag began: what appears above it must not change what is drawn. */
  const grabbed = useRef<DOMRect>(undefined);

  const pointAt = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): Point => {
    const box = grabbed.current ?? currentTarget.getBoundingClientRect();
    return {
      x: inside((clientX - box.left) / box.width, width),
      y: inside((clientY - box.top) / box.height, height),
    };
  };
  const down = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grabbed.current = event.currentTarget.getBoundingClientRect();
    show([pointAt(event)]);
  };
  const goOn = (event: PointerEvent<SVGSVGElement>) => {
    const last = latest.current.at(-1);
    if (event.buttons === 0 || last === undefined) return;
    const point = pointAt(event);
    // A path has few points, and each should tell.
    if (isFar(point, last, tool === 'path' ? thickness : thickness / 8)) show([...latest.current, point]);
  };
  const up = () => {
    const points = latest.current;
    show([]);
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined) return;
    if (tool === 'rectangle') onShape({ kind: 'rectangle', from: first, to: last });
    else if (tool === 'brush') onShape({ kind: 'stroke', points, thickness });
    else {
      const added = points.map((point) => snapped(flipped(point, size, options), options));
      onPath([...path, ...added].slice(0, options.maxPoints));
    }
  };
  const onScreen = (points: readonly Point[]) => points.map((point) => flipped(point, size, options));

  return (
    <svg
      role="img"
      aria-label={messages.masks.canvas}
      viewBox={`0 0 ${width} ${height}`}
      // What is selected or shown here must not be dragged away instead.
      onDragStart={(event) => event.preventDefault()}
      onPointerDown={down}
      onPointerMove={goOn}
      onPointerUp={up}
      onPointerCancel={() => show([])}
      style={{
        width: '100%',
        maxHeight: '60vh',
        touchAction: 'none',
        userSelect: 'none',
        cursor: 'crosshair',
        display: 'block',
      }}
    >
      <image href={picture} width={width} height={height} />
      <Layer mask={masks.static} size={size} color={colorOf('static')} />
      {(masks.dynamic ?? []).map(({ mask, trajectory }, index) => (
        <g key={index}>
          <Layer mask={mask} size={size} color={colorOf(index)} />
          <Path points={onScreen(trajectory)} color={colorOf(index)} unit={thickness / 5} />
        </g>
      ))}
      {tool === 'rectangle' && from !== undefined && to !== undefined && (
        <rect
          x={Math.min(from.x, to.x)}
          y={Math.min(from.y, to.y)}
          width={Math.abs(to.x - from.x)}
          height={Math.abs(to.y - from.y)}
          fill={colorOf(area)}
          opacity={0.6}
        />
      )}
      {tool === 'brush' && (
        <polyline
          points={line(drawn)}
          fill="none"
          stroke={colorOf(area)}
          opacity={0.6}
          strokeWidth={thickness}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      {tool === 'path' && drawn.length > 0 && (
        <Path points={[...onScreen(path), ...drawn]} color={colorOf(area)} unit={thickness / 5} />
      )}
    </svg>
  );
}

interface LayerProps {
  readonly mask: MediaInput | undefined;
  readonly size: Size;
  readonly color: string;
}

function Layer({ mask, size, color }: LayerProps) {
  const id = useId();
  const url = useObjectUrl(isFile(mask) ? mask : undefined);
  if (url === undefined) return undefined;
  return (
    <>
      <mask id={id}>
        <image href={url} {...size} />
      </mask>
      <rect {...size} fill={color} opacity={0.6} mask={`url(#${id})`} />
    </>
  );
}

interface PathProps {
  readonly points: readonly Point[];
  readonly color: string;
  readonly unit: number;
}

/** Dark around bright: seen on any picture. */
function Path({ points, color, unit }: PathProps) {
  const shape = { points: line(points), fill: 'none' };
  return (
    <>
      <polyline {...shape} stroke="#000" strokeWidth={unit} strokeLinejoin="round" />
      <polyline {...shape} stroke={color} strokeWidth={unit / 2} strokeLinejoin="round" />
      {points.map(({ x, y }, index) => (
        <circle
          key={index}
          cx={x}
          cy={y}
          r={index === points.length - 1 ? unit * 1.4 : unit * 0.8}
          fill={color}
          stroke="#000"
          strokeWidth={unit / 4}
        />
      ))}
    </>
  );
}
