using System.Text;

namespace Tracker.Modules.Notifications.Delivery.Smtp;

/// <summary>How the connection to a mail server is encrypted. An encrypted connection requires a valid certificate.</summary>
public enum SmtpEncryption
{
    None,

    /// <summary>With <c>STARTTLS</c> before the login; a server that does not offer it is not used.</summary>
    StartTls,

    Tls,
}

/// <summary>A mail server and the login to it. Its text hides the login.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="User">Null: no login.</param>
public sealed record SmtpUrl(string Host, int Port, string? User, SmtpEncryption Encryption)
{
    private const string Form = "expected smtp://user:password@host:port?starttls=true, or smtps://… for TLS from the first byte";

    internal string Password { get; private init; } = "";

    /// <summary>The login as <c>AUTH PLAIN</c> sends it (RFC 4616).</summary>
    internal string PlainLogin => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0{Password}"));

    /// <summary>The password in its plain and encoded forms, to be removed from texts.</summary>
    internal IReadOnlyList<string> Secrets =>
        Password.Length > 0 ? [Password, PlainLogin, Convert.ToBase64String(Encoding.UTF8.GetBytes(Password))] : [];

    /// <summary>
    /// Reads <c>smtp://user:password@host:port?starttls=true</c> or <c>smtps://…</c>. Default ports: 587 with STARTTLS, 465 with smtps,
    /// otherwise 25.
    /// </summary>
    /// <exception cref="FormatException">The URL is invalid. The message does not repeat it, since it may hold a password.</exception>
    public static SmtpUrl Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || uri.AbsolutePath.Trim('/').Length > 0
            || EncryptionOf(uri) is not { } encryption)
        {
            throw new FormatException(Form);
        }

        var login = uri.UserInfo.Split(':', 2);
        var user = login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : null;
        return new SmtpUrl(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : DefaultPort(encryption), user, encryption)
        {
            Password = login is [_, var password] ? Uri.UnescapeDataString(password) : "",
        };
    }

    public override string ToString()
    {
        var scheme = Encryption == SmtpEncryption.Tls ? "smtps" : "smtp";
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return $"{scheme}://{host}:{Port}{(Encryption == SmtpEncryption.StartTls ? "?starttls=true" : "")}";
    }

    private static SmtpEncryption? EncryptionOf(Uri uri) => (uri.Scheme, uri.Query) switch
    {
        ("smtp", "" or "?starttls=false") => SmtpEncryption.None,
        ("smtp", "?starttls=true") => SmtpEncryption.StartTls,
        ("smtps", "") => SmtpEncryption.Tls,
        _ => null,
    };

    private static int DefaultPort(SmtpEncryption encryption) => encryption switch
    {
        SmtpEncryption.None => 25,
        SmtpEncryption.StartTls => 587,
        SmtpEncryption.Tls => 465,
    };
}
