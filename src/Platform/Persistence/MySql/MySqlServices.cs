using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>Which kind of database a service has.</summary>
public static class MySqlServices
{
    /// <summary>
    /// Whether the service's database is MySQL or MariaDB. Modules with an adapter for it ask after the database is registered.
    /// </summary>
    public static bool UsesMySql(this IServiceCollection services) => services.Any(service => service.ServiceType == typeof(MySqlDatabase));
}
