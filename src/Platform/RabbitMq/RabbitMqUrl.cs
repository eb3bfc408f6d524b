using System.Globalization;

namespace Tracker.Platform.RabbitMq;

/// <summary>Where a broker is and who asks. Its text hides the password.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Its AMQP port.</param>
/// <param name="User">Who asks.</param>
/// <param name="VirtualHost">The broker's part for this system; <c>/</c> unless told.</param>
/// <param name="Tls">Encrypted, with the broker's certificate checked.</param>
public sealed record RabbitMqUrl(string Host, int Port, string User, string VirtualHost, bool Tls)
{
    private const string Form = "expected amqp://user:password@host:port/vhost";

    internal string Password { get; private init; } = "";

    /// <summary>Reads <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://</c>. User and password default to <c>guest</c>, the port to the
    /// scheme's.</summary>
    /// <exception cref="FormatException">No such URL. The message does not repeat it, since it may hold a password.</exception>
    public static RabbitMqUrl Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0)
        {
            throw new FormatException(Form);
        }

        var path = uri.AbsolutePath.TrimStart('/');
        if (path.Contains('/', StringComparison.Ordinal) || uri.Query.Length > 0)
        {
            throw new FormatException($"{Form}, a / within the vhost written %2f and no parameters");
        }

        var tls = uri.Scheme == "amqps";
        var user = uri.UserInfo.Split(':', 2);
        return new RabbitMqUrl(
            uri.DnsSafeHost,
            uri.Port > 0 ? uri.Port : DefaultPort(tls),
            user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : "guest",
            path.Length > 0 ? Uri.UnescapeDataString(path) : "/",
            tls) { Password = user is [_, var password] ? Uri.UnescapeDataString(password) : "guest" };
    }

    /// <summary>Reads <c>RABBITMQ_URL</c> or else <c>RABBITMQ_HOST</c>, <c>_PORT</c>, <c>_USER</c> and <c>_PASSWORD</c>.</summary>
    /// <param name="variable">The value of an environment variable; null when it is not set.</param>
    /// <returns>Null when neither the URL nor the host is set.</returns>
    /// <exception cref="FormatException">A value cannot be read; the message begins with the variable's name and does not repeat the value.</exception>
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

        return variable("RABBITMQ_HOST") is { Length: > 0 } host
            ? new RabbitMqUrl(host, ReadPort(variable("RABBITMQ_PORT")), variable("RABBITMQ_USER") ?? "guest", "/", Tls: false)
            {
                Password = variable("RABBITMQ_PASSWORD") ?? "guest",
            }
            : null;
    }

    /// <summary>The URL without its password.</summary>
    public override string ToString() =>
        $"{(Tls ? "amqps" : "amqp")}://{Uri.EscapeDataString(User)}:***@{Host}:{Port}/{Uri.EscapeDataString(VirtualHost)}";

    // Kubernetes sets RABBITMQ_PORT=tcp://… for a service of that name: it means nothing here.
    private static int ReadPort(string? text) => text switch
    {
        null or "" => DefaultPort(tls: false),
        _ when text.StartsWith("tcp://", StringComparison.Ordinal) => DefaultPort(tls: false),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 => port,
        _ => throw new FormatException("RABBITMQ_PORT: must be a port number"),
    };

    private static int DefaultPort(bool tls) => tls ? 5671 : 5672;
}
