import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const msOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** CPU of this process since `began`, ms. */
export const cpuMsSince = (began: NodeJS.CpuUsage): number => msOf(process.cpuUsage(began));

const IS_BY_THREAD = 'threadCpuUsage' in process;

/** CPU of this thread. Node before 23.9 counts the whole process. */
export const threadCpu = (began?: NodeJS.CpuUsage): NodeJS.CpuUsage =>
  IS_BY_THREAD ? process.threadCpuUsage(began) : process.cpuUsage(began);

/** CPU of this thread since `began`, ms. */
export const threadCpuMsSince = (began: NodeJS.CpuUsage): number => msOf(threadCpu(began));

/**
 * CPU of importing the files one after the other, in a process of its own, ms.
 * @param env its whole environment
 */
export const importCpuMs = (files: readonly string[], env: NodeJS.ProcessEnv): number => {
  const imports = files.map((file) => `await import(${JSON.stringify(pathToFileURL(file).href)});`);
  const script = `const began = process.cpuUsage(); (async () => { ${imports.join(' ')} const { user, system } = process.cpuUsage(began); console.log((user + system) / 1000); process.exit(); })();`;
  return Number(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }));
};
