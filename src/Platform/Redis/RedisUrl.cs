using System.Globalization;
using StackExchange.Redis;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Redis;

/// <summary>
/// The servers in <c>REDIS_URL</c>: <c>redis://[[user]:password@]host[:port][,host[:port]…][/db]</c>, <c>rediss://</c> for TLS, or
/// <c>redis-sentinel://…host[:port][,…]/service[?db=…]</c>, where the hosts are Sentinels. Its text hides the login.
/// </summary>
public sealed class RedisUrl
{
    private const string Form = "expected redis://[[user]:password@]host:port[,host:port][/db], rediss:// for TLS, "
        + "or redis-sentinel://host:port[,host:port]/service[?db=number]";
    private const string SentinelScheme = "redis-sentinel";
    private readonly ServersUrl url;

    private RedisUrl(ServersUrl url) =>
        (this.url, Database) = (
            url, url.Scheme == SentinelScheme ? SentinelDatabase(url) : Number(url.Path, wellFormed: url.Query.Length == 0));

    /// <summary>The servers or the Sentinels.</summary>
    public IReadOnlyList<ServerAddress> Servers => url.Servers;

    /// <summary>The number of the database; default 0.</summary>
    public int Database { get; }

    /// <exception cref="FormatException">The URL is invalid. The message does not repeat it.</exception>
    public static RedisUrl Parse(string url) => new(ServersUrl.TryParse(url, DefaultPort) ?? throw new FormatException(Form));

    public override string ToString() =>
        $"{url.Scheme}://{string.Join(',', Servers)}/{(url.Scheme == SentinelScheme ? $"{url.Path}?db={Database}" : Database)}";

    /// <summary>The servers and the login as the client's options.</summary>
    internal ConfigurationOptions Options()
    {
        var options = new ConfigurationOptions
        {
            User = url.User,
            Password = url.Password,
            DefaultDatabase = Database,
            Ssl = url.Scheme == "rediss",
            ServiceName = url.Scheme == SentinelScheme ? url.Path : null,
        };
        foreach (var server in Servers)
        {
            options.EndPoints.Add(server.Host, server.Port);
        }

        return options;
    }

    private static int? DefaultPort(string scheme) => scheme switch
    {
        "redis" or "rediss" => 6379,
        SentinelScheme => 26379,
        _ => null,
    };

    private static int SentinelDatabase(ServersUrl url) =>
        url.Path.Length > 0 && (url.Query.Length == 0 || url.Query.StartsWith("db=", StringComparison.Ordinal))
            ? Number(url.Query.Replace("db=", "", StringComparison.Ordinal), wellFormed: !url.Path.Contains('/', StringComparison.Ordinal))
            : throw new FormatException(Form);

    private static int Number(string text, bool wellFormed) =>
        !wellFormed ? throw new FormatException(Form)
        : text.Length == 0 ? 0
        : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"the database must be a number; {Form}");
}
