using Tracker.Platform.Primitives;

namespace Tracker.Platform.RabbitMq;

/// <summary>A broker's address: one server or those of a cluster. Its text hides the password.</summary>
public sealed class RabbitMqUrl
{
    private const string Form = "expected amqp://user:password@host:port/vhost, or host1:port,host2:port for several servers";

    private RabbitMqUrl(IReadOnlyList<ServerAddress> servers, string? user, string? password, string? virtualHost, bool tls) =>
        (Servers, User, Password, VirtualHost, Tls) = (servers, user ?? "guest", password ?? "guest", virtualHost ?? "/", tls);

    /// <summary>At least one. Each serves the whole cluster.</summary>
    public IReadOnlyList<ServerAddress> Servers { get; }

    /// <summary>Default: <c>guest</c>.</summary>
    public string User { get; }

    /// <summary>Default: <c>/</c>.</summary>
    public string VirtualHost { get; }

    /// <summary>TLS with verification of the server's certificate.</summary>
    public bool Tls { get; }

    internal string Password { get; }

    /// <summary>
    /// Reads <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://</c>, with one or several servers (<c>h1:5672,h2:5672</c>). User
    /// and password default to <c>guest</c>, the port to the scheme's.
    /// </summary>
    /// <exception cref="FormatException">The URL is invalid. The message does not repeat it, since it may hold a password.</exception>
    public static RabbitMqUrl Parse(string text)
    {
        text = text.Trim();
        if (ServersUrl.TryParse(text, DefaultPort) is not { } url)
        {
            throw new FormatException(Form);
        }

        var path = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        if (path.Count('/') > 1 || url.Query.Length > 0)
        {
            throw new FormatException($"{Form}, a / within the vhost written %2f and no parameters");
        }

        var virtualHost = url.Path.Length > 0 ? url.Path : null;
        return new RabbitMqUrl(url.Servers, url.User, url.Password, virtualHost, url.Scheme == "amqps");
    }

    /// <param name="servers">At least one.</param>
    /// <param name="user">Null for the default.</param>
    /// <param name="password">Null for the default.</param>
    internal static RabbitMqUrl Of(IReadOnlyList<ServerAddress> servers, string? user, string? password) =>
        new(servers, user, password, virtualHost: null, tls: false);

    public override string ToString() =>
        $"{(Tls ? "amqps" : "amqp")}://{Uri.EscapeDataString(User)}:***@{string.Join(',', Servers)}/{Uri.EscapeDataString(VirtualHost)}";

    private static int? DefaultPort(string scheme) => scheme switch
    {
        "amqp" => 5672,
        "amqps" => 5671,
        _ => null,
    };
}
