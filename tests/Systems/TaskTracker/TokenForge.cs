using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Creates valid and invalid access tokens without the code under test.</summary>
internal static class TokenForge
{
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";

    public static string Sign(string payload, string header = Header, string key = Api.Secret)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Claims that expire some seconds from now.</summary>
    public static string Claims(Guid user, int seconds = 600) =>
        $$"""{"sub":"{{user}}","iat":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 10}},"exp":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds}}}""";

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
