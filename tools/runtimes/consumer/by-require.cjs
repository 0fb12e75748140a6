const core = require('@vid/core');
const download = require('@vid/core/download');
const jimeng = require('@vid/jimeng');
const kling = require('@vid/kling');
const runway = require('@vid/runway');
const { runScenario } = require('./scenario.ts');

exports.run = (settings) => runScenario({ core, download, jimeng, kling, runway }, settings);
