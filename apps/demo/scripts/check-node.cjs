/* Run before anything else, by whatever Node is there: the lockfile's own has no build for Windows or musl. */
'use strict';
var version = process.versions.node;
var parts = version.split('.').map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  console.error(
    'vid demo: needs Node 22.18 or newer, and this is ' + version + ': https://nodejs.org/en/download',
  );
  process.exit(1);
}
if (process.platform === 'win32') {
  console.log(
    'vid demo: not tested on Windows. If it fails, run it in WSL: https://learn.microsoft.com/windows/wsl',
  );
}
