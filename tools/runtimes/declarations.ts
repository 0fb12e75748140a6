import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-6';

/* The unpacked packages as an editor sees them: by the language service of the last TypeScript that has one in JavaScript. */

const here = import.meta.dirname;
const installed = join(here, 'node_modules/@vid');
/** A program of its own, and one that gives its services for others to try out. */
const programs: ReadonlySet<string> = new Set(['cli', 'simulator']);

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: ['node'],
};

/** Every entry that an application may import. */
export const entries: readonly string[] = readdirSync(installed)
  .filter((name) => !programs.has(name))
  .flatMap((name) => {
    const manifest: { readonly exports: object } = JSON.parse(
      readFileSync(join(installed, name, 'package.json'), 'utf8'),
    );
    return Object.keys(manifest.exports)
      .filter((entry) => !entry.endsWith('.json'))
      .map((entry) => `@vid/${name}${entry.slice(1)}`);
  });

/** A language service over one file of an application. */
function serviceFor(text: string): { readonly file: string; readonly service: ts.LanguageService } {
  const file = join(here, 'application.ts');
  const read = (path: string) => (path === file ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const found = read(path);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => here,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
    directoryExists: (path) => ts.sys.directoryExists(path),
    realpath: (path) => realpathSync(path),
  });
  return { file, service };
}

/** Of a package that is looked at. */
function isOurs(declaration: ts.Declaration): boolean {
  const { fileName } = declaration.getSourceFile();
  const [name = ''] = fileName.slice(installed.length + 1).split('/', 1);
  return fileName.startsWith(`${installed}/`) && !programs.has(name);
}

/** A name of a class that nobody outside of it can write. */
function isHidden(declaration: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(declaration);
  return name !== undefined && (ts.isPrivateIdentifier(name) || ts.isComputedPropertyName(name));
}

/** What is exported, and every field of the named types that it leads to; those of an inline shape are told by its owner. */
export function undocumented(): { readonly seen: number; readonly missing: readonly string[] } {
  const { file, service } = serviceFor(
    entries.map((entry, index) => `export * as entry${index} from '${entry}';`).join('\n'),
  );
  const program = service.getProgram();
  if (program === undefined) throw new Error('There is no program.');
  const checker = program.getTypeChecker();
  const told = new Set<ts.Declaration>();
  const types = new Set<ts.Type>();
  const missing: string[] = [];

  function note(symbol: ts.Symbol, name: string): void {
    const declarations = symbol.declarations?.filter(isOurs) ?? [];
    const [first] = declarations;
    if (first === undefined || declarations.some((one) => told.has(one) || isHidden(one))) return;
    for (const one of declarations) told.add(one);
    if (symbol.getDocumentationComment(checker).length > 0) return;
    const source = first.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(first.getStart());
    missing.push(`${source.fileName.slice(installed.length + 1)}:${line + 1} ${name}`);
  }

  /** `owner`: the name of the type, or of what it is a part of by `|` and `&`; without one it is an inline shape. */
  function visit(type: ts.Type, owner?: string): void {
    if (types.has(type)) return;
    types.add(type);
    const symbol = type.aliasSymbol ?? type.getSymbol();
    const name = symbol === undefined || symbol.name.startsWith('__') ? owner : symbol.name;
    if (name !== undefined && (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection)) !== 0)
      for (const field of type.getProperties()) {
        if (field.declarations?.some(isOurs) !== true) continue;
        note(field, `${name}.${field.name}`);
        visit(checker.getTypeOfSymbol(field));
      }
    if (type.isUnion()) for (const part of type.types) visit(part, name);
    for (const part of type.aliasTypeArguments ?? []) visit(part);
    if (isReference(type)) for (const part of checker.getTypeArguments(type)) visit(part);
    if (symbol?.declarations?.some(isOurs) !== true) return;
    for (const signature of type.getCallSignatures()) {
      for (const parameter of signature.parameters) visit(checker.getTypeOfSymbol(parameter));
      visit(signature.getReturnType());
    }
  }

  const source = program.getSourceFile(file);
  const modules = (source?.statements ?? []).flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined
      ? [statement.moduleSpecifier]
      : [],
  );
  for (const specifier of modules) {
    const module = checker.getSymbolAtLocation(specifier);
    if (module === undefined) throw new Error(`${specifier.getText()} has no types.`);
    for (const exported of checker.getExportsOfModule(module)) {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
      note(symbol, symbol.name);
      if ((symbol.flags & ts.SymbolFlags.Type) !== 0)
        visit(checker.getDeclaredTypeOfSymbol(symbol), symbol.name);
      if ((symbol.flags & ts.SymbolFlags.Value) !== 0) visit(checker.getTypeOfSymbol(symbol));
    }
  }
  return { seen: told.size, missing };
}

const isReference = (type: ts.Type): type is ts.TypeReference => 'target' in type;

/** What an editor shows over the first place of `mark` in the text: the declaration, and its comment. */
export function hoverIn(
  text: string,
): (mark: string) => { readonly shown: string; readonly comment: string } {
  const { file, service } = serviceFor(text);
  return (mark) => {
    const info = service.getQuickInfoAtPosition(file, text.indexOf(mark));
    return {
      shown: ts.displayPartsToString(info?.displayParts),
      comment: ts.displayPartsToString(info?.documentation),
    };
  };
}
