using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Security;

/// <summary>Creates valid and invalid tokens without the code under test.</summary>
internal static class TokenForge
{
    public const string Key = "0123456789abcdef0123456789abcdef";
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";
    public const string GoodPayload = """{"sub":"a1b2","exp":1771327800}""";

    /// <summary>The current time of the tests: one hour before <see cref="GoodPayload"/> expires.</summary>
    public static readonly DateTimeOffset Now = new(2026, 2, 17, 10, 30, 0, TimeSpan.Zero);

    public static long Unix => Now.ToUnixTimeSeconds();

    public static JwtIssuer Issuer(string key = Key) => new(new SigningKeys(new Secret(key)), new StoppedClock(Now));

    public static JwtVerifier Verifier(DateTimeOffset? at = null) => new(new SigningKeys(new Secret(Key)), new StoppedClock(at ?? Now));

    public static string Sign(string payload, string header = Header, string key = Key)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
