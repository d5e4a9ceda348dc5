// The services of Service Manager that use its databases. Source: "Stop and start Service Manager services" (Microsoft).

/** A service of Windows. */
export interface ServiceName {
  /** Its name, as commands take it. */
  readonly name: string;
  /** What Windows shows. */
  readonly title: string;
}

/** On every management server, in the order in which they are stopped; they are started the other way round. */
export const SERVICES: readonly ServiceName[] = [
  { name: 'OMSDK', title: 'System Center Data Access Service' },
  { name: 'OMCFG', title: 'System Center Management Configuration' },
  { name: 'HealthService', title: 'Microsoft Monitoring Agent' },
];

/** Each by what Windows shows, with its name. */
export const SERVICE_MANAGER_SERVICES = SERVICES.map(({ name, title }) => `${title} (${name})`).join(', ');
