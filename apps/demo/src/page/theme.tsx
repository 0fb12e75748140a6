import { createContext, type ReactNode, use, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { writeStored } from './storage.ts';

type Theme = 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void) {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}

/** As `theme.js` found it. */
function stored(): Theme | undefined {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}

const ThemeContext = createContext<{ readonly theme: Theme; readonly choose: (theme: Theme) => void }>({
  theme: 'light',
  choose: () => {},
});

/** The system's, until another is chosen; the choice outlives the visit. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const usual = useSyncExternalStore(subscribe, () => (dark.matches ? 'dark' : 'light'));
  const [chosen, setChosen] = useState(stored);
  const theme = chosen ?? usual;
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const choose = (next: Theme) => {
    writeStored('vid-theme', next);
    setChosen(next);
  };
  return <ThemeContext value={{ theme, choose }}>{children}</ThemeContext>;
}

export const useTheme = () => use(ThemeContext);
