/** A person of the workspace, who can press. */
export type Person = { id: string; name: string };
