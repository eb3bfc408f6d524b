using System.Text;

namespace Tracker.Platform.Delivery.Smtp;

/// <summary>How the way to a mail server is encrypted. Where it is, the server's certificate is checked.</summary>
public enum SmtpEncryption
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>From the first command that says something on; a server that does not offer it is not used.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Tls,
}

/// <summary>A mail server and who speaks to it. Its text hides the login.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">Who speaks; null to speak without a login.</param>
/// <param name="Encryption">How the way is encrypted.</param>
public sealed record SmtpUrl(string Host, int Port, string? User, SmtpEncryption Encryption)
{
    private const string Form = "expected smtp://user:password@host:port?starttls=true, or smtps://… for TLS from the first byte";

    internal string Password { get; private init; } = "";

    /// <summary>The login as <c>AUTH PLAIN</c> says it (RFC 4616).</summary>
    internal string PlainLogin => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0{Password}"));

    /// <summary>What may not be told, as it is and as it is sent.</summary>
    internal IReadOnlyList<string> Secrets => Password.Length > 0 ? [Password, PlainLogin, Convert.ToBase64String(Encoding.UTF8.GetBytes(Password))] : [];

    /// <summary>Reads <c>smtp://user:password@host:port?starttls=true</c> or <c>smtps://…</c>. The port defaults to 587 with
    /// STARTTLS, 465 with smtps, else to 25.</summary>
    /// <exception cref="FormatException">No such URL. The message does not repeat it, since it may hold a password.</exception>
    public static SmtpUrl Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/').Length > 0 || EncryptionOf(uri) is not { } encryption)
        {
            throw new FormatException(Form);
        }

        var user = uri.UserInfo.Split(':', 2);
        return new SmtpUrl(uri.DnsSafeHost, uri.Port > 0 ? uri.Port : DefaultPort(encryption), user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null, encryption)
        {
            Password = user is [_, var password] ? Uri.UnescapeDataString(password) : "",
        };
    }

    /// <summary>The server without the login.</summary>
    public override string ToString() =>
        $"{(Encryption == SmtpEncryption.Tls ? "smtps" : "smtp")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}{(Encryption == SmtpEncryption.StartTls ? "?starttls=true" : "")}";

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
