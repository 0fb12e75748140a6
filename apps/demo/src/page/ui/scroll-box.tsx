import { type ReactNode, type UIEvent, useLayoutEffect, useRef, useState } from 'react';
import './scroll-box.css';

interface ScrollBoxProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A place for what may be wider than the page: it scrolls inside itself, and a shadow says that there is more to the right. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  const box = useRef<HTMLElement>(null);
  const [hasMore, setMore] = useState(false);
  // A pixel less: places in a scroll may be broken numbers.
  const look = ({ scrollLeft, scrollWidth, clientWidth }: Element) =>
    setMore(scrollLeft + clientWidth < scrollWidth - 1);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => look(element));
    for (const part of [element, ...element.children]) observer.observe(part);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="scroll-box" data-more={hasMore}>
      <section
        ref={box}
        className={className}
        aria-label={label}
        tabIndex={0}
        onScroll={({ currentTarget }: UIEvent) => look(currentTarget)}
      >
        {children}
      </section>
    </div>
  );
}
