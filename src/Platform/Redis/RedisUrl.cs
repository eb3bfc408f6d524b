namespace Tracker.Platform.Redis;

/// <summary>Where a Redis is: <c>redis://[:password@]host[:port][/db]</c>, the form of <c>REDIS_URL</c>. As text it shows no password.</summary>
public sealed class RedisUrl
{
    private const string Form = "expected redis://[:password@]host:port[/db]";

    private RedisUrl(string host, int port, string? password, int database) => (Host, Port, Password, Database) = (host, port, password, database);

    /// <summary>The server.</summary>
    public string Host { get; }

    /// <summary>Its port; 6379 unless told otherwise.</summary>
    public int Port { get; }

    /// <summary>The number of the database; 0 unless told otherwise.</summary>
    public int Database { get; }

    internal string? Password { get; }

    /// <summary>Reads the URL.</summary>
    /// <exception cref="FormatException">
    /// The text is no such URL, or wants what is not supported: TLS (<c>rediss</c>) or a user other than <c>default</c>. The message does not repeat it.
    /// </exception>
    public static RedisUrl Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            throw new FormatException(Form);
        }

        if (uri.Scheme == "rediss")
        {
            throw new FormatException("TLS (rediss://) is not supported; use redis:// to a TLS tunnel beside the service");
        }

        if (uri.Scheme != "redis" || uri.Host.Length == 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new FormatException(Form);
        }

        return new RedisUrl(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : 6379, ReadPassword(uri), ReadDatabase(uri));
    }

    /// <inheritdoc/>
    public override string ToString() => $"redis://{Host}:{Port}/{Database}";

    private static string? ReadPassword(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        if (user[0] is not ("" or "default"))
        {
            // The client knows AUTH with a password only, which is the default user's.
            throw new FormatException("a user other than 'default' is not supported: redis://:password@host:port[/db]");
        }

        return user is [_, { Length: > 0 } password] ? Uri.UnescapeDataString(password) : null;
    }

    private static int ReadDatabase(Uri uri)
    {
        var path = uri.AbsolutePath.Trim('/');
        return path.Length == 0 ? 0
            : ushort.TryParse(path, System.Globalization.NumberStyles.None, null, out var database) ? database
            : throw new FormatException($"the database must be a number; {Form}");
    }
}
