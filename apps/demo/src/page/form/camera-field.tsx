import type { CameraAxis, CameraControl } from '@vid/core';
import { type PointerEvent, useId, useRef, useState } from 'react';
import { Choice } from '../create/fields.tsx';
import type { CameraOptions } from '../create/options.ts';
import { useEditorMessages } from '../messages/editors.ts';
import { Segmented } from '../ui/segmented.tsx';

interface CameraFieldProps {
  readonly options: CameraOptions;
  readonly value: CameraControl | undefined;
  readonly onChange: (value: CameraControl | undefined) => void;
}

/** Axes at 0 are left out, so a camera that does not move is an unset field. */
export function CameraField({ options, value, onChange }: CameraFieldProps) {
  const messages = useEditorMessages();
  const { camera } = messages;
  const readable = (name: string) =>
    Object.hasOwn(camera.names, name) ? (camera.names[name] ?? name) : name.replaceAll('_', ' ');
  const label = messages.fields.cameraControl;
  const axes: Axes = value !== undefined && !('preset' in value) ? value : {};
  const preset = value !== undefined && 'preset' in value ? value : undefined;

  const move = (moved: Axes) => {
    const kept = options.oneAxis ? {} : axes;
    const next: { -readonly [Axis in keyof Axes]: Axes[Axis] } = { ...kept, ...moved };
    for (const axis of cameraAxes) if (next[axis] === 0) delete next[axis];
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };

  return (
    <fieldset className="group">
      <legend className="label">{label}</legend>
      {options.axes.length > 0 && <Mover options={options} axes={axes} onMove={move} />}
      <div className="pair">
        {options.presets.length > 0 && (
          <Choice
            label={camera.presets}
            values={options.presets}
            nameOf={readable}
            value={preset?.preset}
            onChange={(picked) => onChange(picked === undefined ? undefined : { preset: picked })}
          />
        )}
        {preset !== undefined && options.strengths.length > 0 && (
          <Choice
            label={messages.strength}
            values={options.strengths}
            nameOf={readable}
            value={preset.strength}
            onChange={(strength) =>
              onChange({ preset: preset.preset, ...(strength !== undefined && { strength }) })
            }
          />
        )}
      </div>
      {value !== undefined && (
        <button
          type="button"
          className="button"
          data-small
          aria-label={messages.clear(label)}
          onClick={() => onChange(undefined)}
        >
          {messages.clearShort}
        </button>
      )}
    </fieldset>
  );
}

interface MoverProps {
  readonly options: CameraOptions;
  readonly axes: Axes;
  readonly onMove: (moved: Axes) => void;
}

function Mover({ options, axes, onMove }: MoverProps) {
  const { axes: names, camera, colon } = useEditorMessages();
  const known = pairs.filter(({ x, y }) => options.axes.includes(x) || options.axes.includes(y));
  const [chosen, setChosen] = useState<AxisPair['kind']>();
  const pair = known.find(({ kind }) => kind === chosen) ?? known[0];
  return (
    <>
      <CameraPad options={options} axes={axes} pair={pair} onMove={onMove} />
      {pair !== undefined && known.length > 1 && (
        <Segmented
          label={camera.drag}
          options={known.map(({ kind }) => ({ value: kind, label: camera[kind] }))}
          value={pair.kind}
          onChange={setChosen}
        />
      )}
      <p className="hint">{camera.pad}</p>
      {options.oneAxis && <p className="hint">{camera.oneAxis}</p>}
      <div className="axes">
        {options.axes.map((axis) => (
          <label key={axis} className="small num">
            {names[axis]}
            {colon}
            {axes[axis] ?? 0}
            <input
              type="range"
              aria-label={names[axis]}
              min={-most}
              max={most}
              step={1}
              value={axes[axis] ?? 0}
              onChange={({ currentTarget }) => onMove({ [axis]: currentTarget.valueAsNumber })}
            />
          </label>
        ))}
      </div>
    </>
  );
}

const cameraAxes: readonly CameraAxis[] = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'];
type Axes = Readonly<Partial<Record<CameraAxis, number | undefined>>>;

interface AxisPair {
  readonly kind: 'move' | 'turn';
  readonly x: CameraAxis;
  readonly y: CameraAxis;
}

/** Axes that one drag sets together. */
const pairs: readonly AxisPair[] = [
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
function CameraPad({ options, axes, pair, onMove }: CameraPadProps) {
  const messages = useEditorMessages();
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
        flex: 'none',
        width: '100%',
        touchAction: 'none',
        userSelect: 'none',
        cursor: pair === undefined ? 'default' : 'crosshair',
        color: 'var(--text)',
        background: 'var(--hover)',
        borderRadius: 'var(--radius-film)',
      }}
    >
      <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">
        <path d="M0 0L8 4L0 8Z" fill="var(--accent)" />
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
          stroke="var(--accent)"
          strokeWidth={2}
          markerEnd={`url(#${arrow})`}
        />
      )}
      <g transform={view} stroke="var(--accent)" strokeWidth={2.5}>
        <rect {...frame} />
        <path d="M-10 -22L0 -29L10 -22" fill="none" />
      </g>
    </svg>
  );
}
