import type { ModelCapabilities } from '@vid/core';
import { useState } from 'react';
import { useModelMessages } from '../messages/models.ts';
import { FeatureTable, type FeatureRow, valuesIn } from './feature-table.tsx';
import { briefCell, keyOf, lineIds, lineName } from './lines.ts';
import { ModelPlace } from './model-table.tsx';

interface CompareModelsProps {
  readonly models: readonly ModelCapabilities[];
  readonly onDrop: (key: string) => void;
  readonly onClose: () => void;
}

/** A column a model, a line a feature; what differs is marked, and what none of them has is left out. */
export function CompareModels({ models, onDrop, onClose }: CompareModelsProps) {
  const messages = useModelMessages();
  const { matrix, comma } = messages;
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const rows = lineIds.flatMap((line): readonly FeatureRow[] => {
    const texts = models.map((entry) => valuesIn(briefCell(line, entry, messages)).join(comma));
    if (texts.every((text) => text === '')) return [];
    const differs = new Set(texts).size > 1;
    const none = line === 'price' ? matrix.unknownPrice : matrix.none;
    return [{ id: line, name: lineName(messages, line), texts: texts.map((text) => text || none), differs }];
  });
  return (
    <div className="stack">
      <div className="row">
        <button type="button" className="button" onClick={onClose}>
          ← {matrix.allModels}
        </button>
        <h2 className="fill">{matrix.comparison}</h2>
        <label className="check">
          <input
            type="checkbox"
            checked={onlyDifferent}
            onChange={({ currentTarget: { checked } }) => setOnlyDifferent(checked)}
          />
          {matrix.onlyDifferent}
        </label>
      </div>
      <FeatureTable
        label={matrix.comparison}
        columns={models.map((entry) => ({
          id: keyOf(entry),
          head: (
            <span className="stack" style={{ gap: 0 }}>
              <span className="long">{entry.model}</span>
              <ModelPlace entry={entry} />
              {models.length > 2 && (
                <button
                  type="button"
                  className="drop"
                  aria-label={matrix.drop(entry.model)}
                  onClick={() => onDrop(keyOf(entry))}
                >
                  ✕
                </button>
              )}
            </span>
          ),
        }))}
        rows={rows.filter(({ differs }) => !onlyDifferent || differs)}
      />
    </div>
  );
}
