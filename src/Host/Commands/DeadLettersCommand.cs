using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;

namespace Tracker.Host.Commands;

/// <summary><c>deadletters list|replay|discard</c>: the events that consumers gave up.</summary>
internal static class DeadLettersCommand
{
    private const int MaxListed = 100_000;

    public static Command For(IReadOnlyList<SystemDefinition> systems) => new("deadletters")
    {
        List(systems),
        SeeTo(
            "replay", systems, "There are no dead letters to replay.", "to be handled again, at once or as soon as the service runs",
            static (kept, id, stop) => kept.ReplayAsync(id, stop)),
        SeeTo("discard", systems, "There are no dead letters to discard.", "gone for good", static (kept, id, stop) => kept.DiscardAsync(id, stop)),
    };

    private static Command List(IReadOnlyList<SystemDefinition> systems)
    {
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json");
        var command = new Command("list") { limit, json };
        Run(command, systems, parsed =>
        {
            var max = parsed.GetRequiredValue(limit);
            return max is >= 1 and <= MaxListed
                ? (kept, stop) => ListAsync(kept, max, parsed.GetValue(json), stop)
                : throw new UsageException($"--limit must be a number from 1 to {MaxListed}");
        });
        return command;
    }

    private static Command SeeTo(
        string name, IReadOnlyList<SystemDefinition> systems, string nothing, string done, Func<IDeadLetters, Guid?, CancellationToken, Task<int>> act)
    {
        var id = new Argument<string>("ID") { Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all");
        var command = new Command(name) { id, all };
        Run(command, systems, parsed =>
        {
            var eventId = (parsed.GetValue(id), parsed.GetValue(all)) switch
            {
                (null, true) => default(Guid?),
                ({ } text, false) when Guid.TryParse(text, out var given) => given,
                ({ } text, false) => throw new UsageException($"'{text}' is not the id of an event; ./tracker deadletters list shows them"),
                _ => throw new UsageException("Name one event, or --all"),
            };
            return async (kept, stop) =>
            {
                var letters = await SumAsync(kept, each => act(each, eventId, stop));
                if (letters == 0 && eventId is not null)
                {
                    throw new StartException($"There is no dead letter of event {eventId}.");
                }

                await Console.Out.WriteLineAsync(letters == 0 ? nothing : $"{letters} {done}.");
            };
        });
        return command;
    }

    private static void Run(
        Command command, IReadOnlyList<SystemDefinition> systems, Func<ParseResult, Func<IReadOnlyList<IDeadLetters>, CancellationToken, Task>> read)
    {
        var system = new Option<string>("--system") { DefaultValueFactory = _ => systems[0].Name };
        var service = new Option<string>("--service");
        command.Add(system);
        command.Add(service);
        command.SetAction(async (parsed, _) =>
        {
            var work = read(parsed);
            var found = systems.Find(parsed.GetRequiredValue(system));
            await OperatorConsole.RunUntilStoppedAsync(found, found.ServicesNamed(parsed.GetValue(service)), async (session, stop) =>
            {
                try
                {
                    await work([.. session.Services.SelectMany(opened => opened.Container.GetServices<IDeadLetters>())], stop);
                }
                catch (TimeoutException e)
                {
                    throw new StartException($"{e.Message}.", e);
                }
            });
        });
    }

    private static async Task ListAsync(IReadOnlyList<IDeadLetters> kept, int max, bool asJson, CancellationToken stop)
    {
        var found = new List<DeadLetter>();
        foreach (var each in kept)
        {
            found.AddRange(await each.ListAsync(max, stop));
        }

        var letters = found.OrderByDescending(letter => letter.DeadAt).Take(max).ToList();
        if (asJson)
        {
            foreach (var letter in letters)
            {
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(letter, DeadLetterJson.Default.DeadLetter));
            }
        }
        else if (letters.Count == 0)
        {
            await Console.Out.WriteLineAsync("There are no dead letters.");
        }
        else
        {
            await TextTable.WriteAsync(Console.Out, ["EVENT", "CONSUMER", "TOPIC", "ATTEMPTS", "SINCE (UTC)", "REASON"], [.. letters.Select(Cells)]);
            if (letters.Count == max)
            {
                await Console.Error.WriteLineAsync($"These are {max}; there may be more: --limit shows more.");
            }
        }
    }

    private static async Task<int> SumAsync(IReadOnlyList<IDeadLetters> kept, Func<IDeadLetters, Task<int>> act)
    {
        var sum = 0;
        foreach (var each in kept)
        {
            sum += await act(each);
        }

        return sum;
    }

    private static string[] Cells(DeadLetter letter) =>
    [
        letter.EventId.ToString(),
        letter.Consumer,
        letter.Topic,
        letter.Attempts.ToString(CultureInfo.InvariantCulture),
        letter.DeadAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        letter.Reason,
    ];
}

/// <summary>A dead letter for programs: one line of JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
