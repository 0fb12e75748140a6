import { X } from 'lucide-react';
import { useState } from 'react';
import { NumberField } from '../create/fields.tsx';
import type { MaskOptions } from '../create/options.ts';
import { useEditorMessages } from '../messages/editors.ts';
import type { Area, Point, Shape, Size } from './mask-areas.ts';

interface MaskNumbersProps {
  readonly options: MaskOptions;
  readonly size: Size;
  readonly area: Area;
  readonly trajectory: readonly Point[];
  readonly onPath: (trajectory: readonly Point[]) => void;
  readonly onShape: (shape: Shape) => void;
}

const sides = ['left', 'top', 'width', 'height'] as const;

/** All that a pointer can draw but the free brush, for hands on a keyboard. */
export function MaskNumbers({ options, size, area, trajectory, onPath, onShape }: MaskNumbersProps) {
  const { masks } = useEditorMessages();
  const [box, setBox] = useState({
    left: Math.round(size.width / 4),
    top: Math.round(size.height / 4),
    width: Math.round(size.width / 2),
    height: Math.round(size.height / 2),
  });
  const fill = () => {
    const from = { x: box.left, y: box.top };
    onShape({ kind: 'rectangle', from, to: { x: from.x + box.width, y: from.y + box.height } });
  };
  return (
    <details className="fold">
      <summary>{masks.keyboard}</summary>
      <div className="stack folded">
        <fieldset className="group">
          <legend className="label">{masks.rectangle}</legend>
          <div className="sides">
            {sides.map((side) => (
              <NumberField
                key={side}
                label={masks.sides[side]}
                value={box[side]}
                onChange={(typed) => typed !== undefined && setBox({ ...box, [side]: typed })}
              />
            ))}
          </div>
          <button type="button" className="button" data-small onClick={fill}>
            {masks.fill}
          </button>
        </fieldset>
        {area !== 'static' && (
          <fieldset className="group">
            <legend className="label">{masks.path(area + 1)}</legend>
            {trajectory.map((point, index) => (
              <PointRow
                key={index}
                index={index}
                point={point}
                onChange={(next) => onPath(trajectory.with(index, next))}
                onRemove={() => onPath(trajectory.toSpliced(index, 1))}
              />
            ))}
            <button
              type="button"
              className="button"
              data-small
              disabled={trajectory.length >= options.maxPoints}
              onClick={() =>
                onPath([
                  ...trajectory,
                  trajectory.at(-1) ?? { x: Math.round(size.width / 2), y: Math.round(size.height / 2) },
                ])
              }
            >
              {masks.addPoint}
            </button>
          </fieldset>
        )}
      </div>
    </details>
  );
}

interface PointRowProps {
  readonly index: number;
  readonly point: Point;
  readonly onChange: (point: Point) => void;
  readonly onRemove: () => void;
}

function PointRow({ index, point, onChange, onRemove }: PointRowProps) {
  const { masks } = useEditorMessages();
  return (
    <div className="row" style={{ flexWrap: 'nowrap' }}>
      <span className="hint num">{index + 1}</span>
      {(['x', 'y'] as const).map((axis) => (
        <input
          key={axis}
          className="input num"
          type="number"
          step="any"
          aria-label={masks.point(axis, index + 1)}
          value={point[axis]}
          onChange={({ currentTarget: { valueAsNumber } }) =>
            !Number.isNaN(valueAsNumber) && onChange({ ...point, [axis]: valueAsNumber })
          }
        />
      ))}
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-square
        aria-label={masks.removePoint(index + 1)}
        onClick={onRemove}
      >
        <X size={18} aria-hidden />
      </button>
    </div>
  );
}
