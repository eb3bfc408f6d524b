using System.Globalization;
using System.Net;
using System.Net.Sockets;
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

    /// <summary>
    /// Reads <c>RABBITMQ_URL</c>, otherwise <c>RABBITMQ_HOST</c>, <c>_PORT</c>, <c>_USER</c> and <c>_PASSWORD</c>. The host can be a list
    /// whose entries can have ports.
    /// </summary>
    /// <param name="variable">Returns the value of an environment variable; null when it is not set.</param>
    /// <returns>Null when neither the URL nor the host is set.</returns>
    /// <exception cref="FormatException">A value is invalid; the message begins with the variable's name and does not repeat the
    /// value.</exception>
    public static RabbitMqUrl? Read(Func<string, string?> variable)
    {
        if (variable("RABBITMQ_URL") is { Length: > 0 } url)
        {
            try
            {
                return Parse(url);
            }
            catch (FormatException e)
            {
                throw new FormatException($"RABBITMQ_URL: {e.Message}", e);
            }
        }

        return variable("RABBITMQ_HOST") is { Length: > 0 } hosts
            ? new RabbitMqUrl(
                ReadHosts(hosts, ReadPort(variable("RABBITMQ_PORT"))),
                variable("RABBITMQ_USER"),
                variable("RABBITMQ_PASSWORD"),
                virtualHost: null,
                tls: false)
            : null;
    }

    public override string ToString() =>
        $"{(Tls ? "amqps" : "amqp")}://{Uri.EscapeDataString(User)}:***@{string.Join(',', Servers)}/{Uri.EscapeDataString(VirtualHost)}";

    private static IReadOnlyList<ServerAddress> ReadHosts(string text, int defaultPort)
    {
        var hosts = text.Split(',', StringSplitOptions.TrimEntries).Select(Bracketed);
        var url = ServersUrl.TryParse($"amqp://{string.Join(',', hosts)}", _ => defaultPort);
        return url is { User: null, Password: null, Path: "", Query: "" }
            ? url.Servers
            : throw new FormatException("RABBITMQ_HOST: expected a host, host:port, or a comma list of them");
    }

    // A bare IPv6 address contains colons.
    private static string Bracketed(string host) =>
        !host.StartsWith('[') && IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"[{host}]"
            : host;

    // Kubernetes sets RABBITMQ_PORT=tcp://… for a service with that name; ignore it.
    private static int ReadPort(string? text) => text switch
    {
        null or "" => DefaultPort("amqp")!.Value,
        _ when text.StartsWith("tcp://", StringComparison.Ordinal) => DefaultPort("amqp")!.Value,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 => port,
        _ => throw new FormatException("RABBITMQ_PORT: must be a port number"),
    };

    private static int? DefaultPort(string scheme) => scheme switch
    {
        "amqp" => 5672,
        "amqps" => 5671,
        _ => null,
    };
}
