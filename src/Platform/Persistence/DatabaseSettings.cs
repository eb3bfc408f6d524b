using Tracker.Platform.Persistence.MySql;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Persistence;

/// <summary>The variables of a service's database.</summary>
public static class DatabaseSettings
{
    /// <summary>For services with a store.</summary>
    public static SettingGroup Group { get; } = new("Database", Url("DATABASE_URL") with { IsRequired = true });

    /// <summary>For services whose modules store in PostgreSQL, and in MySQL or MariaDB too.</summary>
    public static SettingGroup GroupOfEither { get; } = new("Database", UrlOfEither("DATABASE_URL") with { IsRequired = true });

    /// <summary>An address under a name of its own, e.g. <c>ORDER_SERVICE_DATABASE_URL</c>; empty when it is not set, or wrong.</summary>
    public static Setting<string> Url(string variable) =>
        Setting.Of(variable, "postgres://user:password@host:port/database", CheckedPostgres, "") with
        {
            Note = "Several servers: postgres://user:password@host1:port,host2:port/database",
        };

    /// <summary>As <see cref="Url"/>, of PostgreSQL or of MySQL.</summary>
    public static Setting<string> UrlOfEither(string variable) =>
        Setting.Of(variable, "postgres:// or mysql://user:password@host:port/database", CheckedEither, "");

    /// <summary>The address of the database, which a service with a store needs.</summary>
    public static string DatabaseUrl(this ServiceSettings settings) => settings.Require(Url("DATABASE_URL"));

    /// <summary>As <see cref="DatabaseUrl"/>, of PostgreSQL or of MySQL.</summary>
    public static string DatabaseUrlOfEither(this ServiceSettings settings) => settings.Require(UrlOfEither("DATABASE_URL"));

    private static string CheckedPostgres(string text)
    {
        PostgresUrl.Parse(text);
        return text;
    }

    private static string CheckedEither(string text)
    {
        if (!MySqlUrl.IsMySql(text))
        {
            return CheckedPostgres(text);
        }

        MySqlUrl.Parse(text);
        return text;
    }
}
