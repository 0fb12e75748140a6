import { History, Moon, Plus, Server, Sun, Table2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { hrefOf, type View, views } from '../address/place.ts';
import { usePage } from '../address/page-address.ts';
import { useLanguage, useMessages } from '../language.tsx';
import { type Language, languageNames } from '../messages.ts';
import { useTheme } from '../theme.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Mode } from './mode.tsx';
import { Shortcuts } from './shortcuts.tsx';

const icons = { create: Plus, history: History, models: Table2, services: Server };
const otherLanguage: Readonly<Record<Language, Language>> = { en: 'zh', zh: 'en' };

/** Where one can go, whether it costs money, and how the page looks and speaks. */
export function AppBar() {
  const messages = useMessages();
  const view = usePage((state) => state.view);
  const { language, choose } = useLanguage();
  const other = otherLanguage[language];
  return (
    <header className="app-bar">
      <b aria-hidden>vid</b>
      <nav aria-label={messages.navigation} className="tabs">
        {views.map((target) => {
          const Icon = icons[target];
          return (
            <a key={target} href={hrefOf(target)} {...(target === view && { 'aria-current': 'page' })}>
              <Icon size={20} aria-hidden />
              {messages.views[target].link}
            </a>
          );
        })}
      </nav>
      <span className="space" />
      <Mode />
      <Shortcuts />
      <ThemeButton />
      <button
        type="button"
        className="button"
        data-kind="quiet"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => choose(other)}
      >
        {languageNames[other]}
      </button>
    </header>
  );
}

function ThemeButton() {
  const messages = useMessages();
  const { theme, choose } = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton name={messages.schemes[other]} onClick={() => choose(other)}>
      {other === 'dark' ? <Moon size={18} aria-hidden /> : <Sun size={18} aria-hidden />}
    </IconButton>
  );
}

/**
 * The view's heading. It takes the focus when the view changes, so that a keyboard or a reader starts there. On Create the
 * work itself says what it is.
 */
export function ViewHead({ view }: { readonly view: View }) {
  const { title, intro } = useMessages().views[view];
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(view);
  useEffect(() => {
    if (before.current !== view) heading.current?.focus();
    before.current = view;
  }, [view]);
  useEffect(() => {
    document.title = `${title} · vid`;
  }, [title]);
  return (
    <div className={view === 'create' ? 'hidden-text' : 'view-head'}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="hint">{intro}</p>
    </div>
  );
}
