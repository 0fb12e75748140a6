import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { zooms } from './player-controls.tsx';

/** Moved less than this, in pixels, it was a click. */
const clickReach = 4;

const within = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * One zoom for all films, so that the same corner of each can be compared. What moves by the pointer is written to the
 * element's style: React renders for another zoom only.
 */
export function useZoom(root: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(1);
  const place = useRef({ x: 0.5, y: 0.5 });
  const drag = useRef<{ x: number; y: number; moved: boolean }>(undefined);
  const write = () => {
    const { x, y } = place.current;
    root.current?.style.setProperty('--zoom-x', `${x * 100}%`);
    root.current?.style.setProperty('--zoom-y', `${y * 100}%`);
  };
  const move = (dx: number, dy: number) => {
    place.current = { x: within(place.current.x + dx), y: within(place.current.y + dy) };
    write();
  };
  const change = (wanted: number) => {
    setZoom(wanted);
    root.current?.style.setProperty('--zoom', String(wanted));
  };
  /** Pinching comes as a wheel with Ctrl; a listener of React's could not keep the page from zooming. */
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const screen = event.target instanceof Element ? event.target.closest('.film-screen') : null;
    if (!event.ctrlKey || screen === null) return;
    event.preventDefault();
    const { left, top, width, height } = screen.getBoundingClientRect();
    if (zoom === 1) place.current = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
    write();
    const next = zooms.indexOf(zooms.find((one) => one === zoom) ?? 1) + (event.deltaY < 0 ? 1 : -1);
    change(zooms[Math.min(zooms.length - 1, Math.max(0, next))] ?? 1);
  });
  useEffect(() => {
    const element = root.current;
    const listener = (event: WheelEvent) => onWheel(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);
  return {
    zoom,
    change,
    move,
    pointer: {
      onPointerDown: ({ clientX: x, clientY: y, button }: PointerEvent) => {
        if (button === 0) drag.current = { x, y, moved: false };
      },
      onPointerMove: ({ clientX, clientY, currentTarget }: PointerEvent) => {
        const from = drag.current;
        if (from === undefined || zoom === 1) return;
        const { width, height } = currentTarget.getBoundingClientRect();
        const [dx, dy] = [clientX - from.x, clientY - from.y];
        if (!from.moved && Math.hypot(dx, dy) < clickReach) return;
        drag.current = { x: clientX, y: clientY, moved: true };
        move(-dx / width / (zoom - 1), -dy / height / (zoom - 1));
      },
    },
    /** Whether the pointer that was let go moved the picture, and clicked nothing. */
    wasDrag: (): boolean => {
      const { moved = false } = drag.current ?? {};
      drag.current = undefined;
      return moved;
    },
  };
}
