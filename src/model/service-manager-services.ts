// The services of Service Manager that use its databases. Source: "Stop and start Service Manager services" (Microsoft).

/** Each by its name in Windows, with its short name; on every management server. */
export const SERVICE_MANAGER_SERVICES =
  'System Center Data Access Service (OMSDK), System Center Management Configuration (OMCFG), Microsoft Monitoring Agent (HealthService)';
