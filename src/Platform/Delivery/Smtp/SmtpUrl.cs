namespace Tracker.Platform.Delivery.Smtp;

/// <summary>A mail server and who speaks to it. Its text hides the password.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">Who speaks; null to speak without a login.</param>
/// <param name="StartTls">Encrypted by STARTTLS, with the server's certificate checked; a server that does not offer it is not used.</param>
public sealed record SmtpUrl(string Host, int Port, string? User, bool StartTls)
{
    private const string Form = "expected smtp://user:password@host:port, with ?starttls=true for encryption";

    internal string Password { get; private init; } = "";

    /// <summary>Reads <c>smtp://user:password@host:port?starttls=true</c>. The port defaults to 587 with STARTTLS, else to 25.</summary>
    /// <exception cref="FormatException">No such URL, or one that wants TLS from the first byte. The message does not repeat it, since it may hold a password.</exception>
    public static SmtpUrl Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw new FormatException(Form);
        }

        if (uri.Scheme == "smtps")
        {
            throw new FormatException("TLS from the first byte (smtps://) is not supported; use smtp://…:587?starttls=true");
        }

        var startTls = uri.Query is "?starttls=true";
        if (uri.Scheme != "smtp" || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/').Length > 0 || !(startTls || uri.Query is "" or "?starttls=false"))
        {
            throw new FormatException(Form);
        }

        var user = uri.UserInfo.Split(':', 2);
        return new SmtpUrl(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : DefaultPort(startTls), user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null, startTls)
        {
            Password = user is [_, var password] ? Uri.UnescapeDataString(password) : "",
        };
    }

    /// <summary>The URL without user and password.</summary>
    public override string ToString() => $"smtp://{Host}:{Port}{(StartTls ? "?starttls=true" : "")}";

    private static int DefaultPort(bool startTls) => startTls ? 587 : 25;
}
