import type { CameraAxis } from '@vid/core';
import { type PointerEvent, useId, useRef } from 'react';
import { useMessages } from '../language.tsx';
import type { CameraOptions } from './options.ts';

export const cameraAxes: readonly CameraAxis[] = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'];
export type Axes = Readonly<Partial<Record<CameraAxis, number | undefined>>>;

interface AxisPair {
  readonly kind: 'move' | 'turn';
  readonly x: CameraAxis;
  readonly y: CameraAxis;
}

/** Axes that one drag sets together. */
export const pairs: readonly AxisPair[] = [
  { kind: 'move', x: 'horizontal', y: 'vertical' },
  { kind: 'turn', x: 'pan', y: 'tilt' },
];

const width = 240;
const height = 150;
/** An axis goes from -10 to 10. */
const most = 10;

interface CameraPadProps {
  readonly options: CameraOptions;
  readonly axes: Axes;
  readonly pair: AxisPair | undefined;
  readonly onMove: (moved: Axes) => void;
}

const clamp = (amount: number) => Math.max(-most, Math.min(most, Math.round(amount)));

/** Up is positive. Without room for two axes the longer way decides. */
function draggedTo({ x, y }: AxisPair, options: CameraOptions, across: number, up: number): Axes {
  const takes = (axis: CameraAxis) => options.axes.includes(axis);
  const alone = options.oneAxis || !takes(x) || !takes(y);
  const wide = takes(x) && (!takes(y) || Math.abs(across) >= Math.abs(up));
  return {
    ...(takes(x) && { [x]: alone && !wide ? 0 : clamp(across) }),
    ...(takes(y) && { [y]: alone && wide ? 0 : clamp(up) }),
  };
}

/** The first view dashed, the last one solid: what the axes do, and a quick way to set two of them. */
export function CameraPad({ options, axes, pair, onMove }: CameraPadProps) {
  const messages = useMessages();
  const arrow = useId();
  /** Where the pad was when the drag began: a reason that appears above it must not change what is dragged. */
  const grabbed = useRef<DOMRect>(undefined);
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    const box = grabbed.current;
    if (pair === undefined || box === undefined) return;
    const across = ((event.clientX - box.left) / box.width - 0.5) * 2 * most;
    const up = (0.5 - (event.clientY - box.top) / box.height) * 2 * most;
    onMove(draggedTo(pair, options, across, up));
  };
  const { horizontal = 0, vertical = 0, pan = 0, tilt = 0, roll = 0, zoom = 0 } = axes;
  const dx = ((horizontal + pan) * width) / 2 / most / 1.6;
  const dy = (-(vertical + tilt) * height) / 2 / most / 1.6;
  const view = [
    `translate(${width / 2 + dx} ${height / 2 + dy})`,
    `rotate(${roll * 4})`,
    `skewY(${pan * 1.5})`,
    `skewX(${tilt * 1.5})`,
    `scale(${1 - zoom / 22})`,
  ].join(' ');
  const set = cameraAxes.filter((axis) => axes[axis] !== undefined);
  const shown = set.map((axis) => `${messages.axes[axis]} ${String(axes[axis])}`).join(', ');
  const frame = { x: -36, y: -22, width: 72, height: 44, rx: 3, fill: 'none' };
  return (
    <svg
      role="img"
      aria-label={set.length === 0 ? messages.camera.still : messages.camera.shows(shown)}
      viewBox={`0 0 ${width} ${height}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grabbed.current = event.currentTarget.getBoundingClientRect();
        drag(event);
      }}
      onPointerMove={drag}
      // Moves may wait for the page to be drawn; where the drag ends is there before the next click.
      onPointerUp={(event) => {
        drag(event);
        grabbed.current = undefined;
      }}
      onPointerCancel={() => {
        grabbed.current = undefined;
      }}
      style={{
        flex: '0 1 240px',
        minWidth: 160,
        touchAction: 'none',
        cursor: pair === undefined ? 'default' : 'crosshair',
        color: 'var(--mantine-color-text)',
        background: 'var(--mantine-color-default-hover)',
        borderRadius: 'var(--mantine-radius-sm)',
      }}
    >
      <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">
        <path d="M0 0L8 4L0 8Z" fill="var(--mantine-color-anchor)" />
      </marker>
      <path
        d={`M${width / 2} 0V${height}M0 ${height / 2}H${width}`}
        stroke="currentColor"
        opacity={0.15}
        strokeWidth={1}
      />
      <rect
        {...frame}
        transform={`translate(${width / 2} ${height / 2})`}
        stroke="currentColor"
        strokeDasharray="4 4"
        opacity={0.6}
      />
      {(dx !== 0 || dy !== 0) && (
        <path
          d={`M${width / 2} ${height / 2}L${width / 2 + dx} ${height / 2 + dy}`}
          stroke="var(--mantine-color-anchor)"
          strokeWidth={2}
          markerEnd={`url(#${arrow})`}
        />
      )}
      <g transform={view} stroke="var(--mantine-color-anchor)" strokeWidth={2.5}>
        <rect {...frame} />
        <path d="M-10 -22L0 -29L10 -22" fill="none" />
      </g>
    </svg>
  );
}
