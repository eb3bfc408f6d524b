using System.CommandLine;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Host.Commands;

/// <summary><c>token</c>: prints a signed service token.</summary>
internal static class TokenCommand
{
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(3650);

    public static Command For(IReadOnlyList<SystemDefinition> systems)
    {
        var system = new Option<string>("--system") { Required = true };
        var subject = new Option<string>("--subject") { Required = true };
        var role = new Option<string>("--role") { DefaultValueFactory = _ => TokenBearer.ServiceRole };
        var ttl = new Option<string>("--ttl") { DefaultValueFactory = _ => "24h" };
        var command = new Command("token") { system, subject, role, ttl };
        command.SetAction(parsed =>
        {
            var bearer = new TokenBearer(parsed.GetRequiredValue(subject), Email: null, parsed.GetRequiredValue(role));
            var found = systems.Find(parsed.GetRequiredValue(system));
            var lifetime = Lifetime(parsed.GetRequiredValue(ttl));
            Console.WriteLine(ServiceTokens.Issue(found, ProcessEnvironment.Read(), bearer, lifetime, TimeProvider.System));
        });
        return command;
    }

    private static TimeSpan Lifetime(string text)
    {
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), out var amount) && amount > 0)
        {
            var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 60 * 60, 'd' => 24 * 60 * 60, _ => 0 };
            // The product is over the range of TimeSpan for large amounts.
            var seconds = (long)amount * unit;
            if (seconds > 0 && seconds <= MaxLifetime.TotalSeconds)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        throw new UsageException($"'{text}' is not valid for --ttl: use a number and s, m, h or d, up to 3650d, e.g. 24h");
    }
}
