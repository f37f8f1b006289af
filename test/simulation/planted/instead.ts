/** All ports, one of which has another method. */
export const instead = <All, Port extends keyof All, Method extends keyof All[Port]>(
  ports: All,
  port: Port,
  method: Method,
  make: (own: All[Port][Method]) => All[Port][Method],
): All => ({ ...ports, [port]: { ...ports[port], [method]: make(ports[port][method]) } });
