using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;

namespace Tracker.Host.Commands;

/// <summary><c>deadletters list|replay</c>: the events that consumers gave up.</summary>
internal static class DeadLettersCommand
{
    private const int MostListed = 100_000;

    public static Command For(IReadOnlyList<SystemDefinition> systems) => new("deadletters") { List(systems), Replay(systems) };

    private static Command List(IReadOnlyList<SystemDefinition> systems)
    {
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json");
        var command = new Command("list") { limit, json };
        Run(command, systems, parsed =>
        {
            var most = parsed.GetRequiredValue(limit);
            return most is >= 1 and <= MostListed
                ? (kept, stop) => ListAsync(kept, most, parsed.GetValue(json), stop)
                : throw new UsageException($"--limit must be a number from 1 to {MostListed}");
        });
        return command;
    }

    private static Command Replay(IReadOnlyList<SystemDefinition> systems)
    {
        var id = new Argument<string>("ID") { Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all");
        var command = new Command("replay") { id, all };
        Run(command, systems, parsed => (parsed.GetValue(id), parsed.GetValue(all)) switch
        {
            (null, true) => (kept, stop) => ReplayAsync(kept, null, stop),
            ({ } text, false) when Guid.TryParse(text, out var eventId) => (kept, stop) => ReplayAsync(kept, eventId, stop),
            ({ } text, false) => throw new UsageException($"'{text}' is not the id of an event; ./tracker deadletters list shows them"),
            _ => throw new UsageException("Name one event, or --all"),
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

    private static async Task ListAsync(IReadOnlyList<IDeadLetters> kept, int most, bool asJson, CancellationToken stop)
    {
        var found = new List<DeadLetter>();
        foreach (var each in kept)
        {
            found.AddRange(await each.ListAsync(most, stop));
        }

        var letters = found.OrderByDescending(letter => letter.DeadAt).Take(most).ToList();
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
            if (letters.Count == most)
            {
                await Console.Error.WriteLineAsync($"These are {most}; there may be more: --limit shows more.");
            }
        }
    }

    private static async Task ReplayAsync(IReadOnlyList<IDeadLetters> kept, Guid? eventId, CancellationToken stop)
    {
        var replayed = 0;
        foreach (var each in kept)
        {
            replayed += await each.ReplayAllAsync(eventId, stop);
        }

        if (replayed == 0 && eventId is not null)
        {
            throw new StartException($"There is no dead letter of event {eventId}.");
        }

        await Console.Out.WriteLineAsync(replayed == 0 ? "There are no dead letters to replay." : $"{replayed} to be handled again, at once or as soon as the service runs.");
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
