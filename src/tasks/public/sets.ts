import pins from './pins.json' with { type: 'json' };

/** A public archive of tasks, pinned to one commit. */
export interface PublicSet {
  name: string;
  title: string;
  licence: string;
  /** owner/name on GitHub. */
  repository: string;
  commit: string;
  /** Which files of the archive hold the tasks of which part; a task's id is its file name. Paths start below the archive's own top folder.
   * `pins`: digests of the tasks whose content we could verify, see `unpack.ts`. */
  parts: { part: string; files: RegExp; count: number; pins: readonly string[] }[];
}

const known = (part: string): readonly string[] => (pins as Record<string, string[]>)[part] ?? [];

/** Mini-ARC and 1D-ARC are pinned by the short commit that our notes name; their content is pinned by digests as well. */
export const publicSets: readonly PublicSet[] = [
  {
    name: 'arc-agi-1', title: 'ARC-AGI-1', licence: 'Apache-2.0', repository: 'fchollet/ARC-AGI', commit: '399030444e0ab0cc8b4e199870fb20b863846f34',
    parts: [{ part: 'training', files: /^data\/training\/([^/]+)\.json$/, count: 400, pins: known('arc-agi-1/training') }, { part: 'evaluation', files: /^data\/evaluation\/([^/]+)\.json$/, count: 400, pins: known('arc-agi-1/evaluation') }],
  },
  {
    name: 'arc-agi-2', title: 'ARC-AGI-2', licence: 'Apache-2.0', repository: 'arcprize/ARC-AGI-2', commit: 'f3283f727488ad98fe575ea6a5ac981e4a188e49',
    parts: [{ part: 'training', files: /^data\/training\/([^/]+)\.json$/, count: 1000, pins: known('arc-agi-2/training') }, { part: 'evaluation', files: /^data\/evaluation\/([^/]+)\.json$/, count: 120, pins: known('arc-agi-2/evaluation') }],
  },
  {
    name: 'conceptarc', title: 'ConceptARC', licence: 'MIT', repository: 'victorvikram/ConceptARC', commit: 'b22ef526b4656679816b7811e78f55cc24d736d7',
    parts: [{ part: 'tasks', files: /^corpus\/[^/]+\/([A-Za-z0-9]*\d)\.json$/, count: 160, pins: known('conceptarc/tasks') }],
  },
  {
    name: 'mini-arc', title: 'Mini-ARC', licence: 'Apache-2.0', repository: 'KSB21ST/MINI-ARC', commit: '792d082',
    parts: [{ part: 'tasks', files: /^data\/MiniARC\/([^/]+)\.json$/, count: 149, pins: known('mini-arc/tasks') }],
  },
  {
    name: '1d-arc', title: '1D-ARC', licence: 'MIT', repository: 'khalil-research/1D-ARC', commit: '542efdb',
    parts: [{ part: 'tasks', files: /(?:^|\/)(1d_[^/]*_\d+)\.json$/, count: 901, pins: known('1d-arc/tasks') }],
  },
];
