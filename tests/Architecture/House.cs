using Mono.Cecil;

namespace Tracker.Tests.Architecture;

/// <summary>The built assemblies of the project, as they lie beside the test.</summary>
internal static class House
{
    public static IReadOnlyList<AssemblyDefinition> Assemblies { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "Tracker.*.dll")
            .Where(file => !Path.GetFileName(file).StartsWith("Tracker.Tests.", StringComparison.Ordinal))
            .Select(AssemblyDefinition.ReadAssembly)];

    public static IEnumerable<AssemblyDefinition> Modules => Assemblies.Where(assembly => Layer(assembly.Name.Name) == "Modules");

    public static IEnumerable<AssemblyDefinition> Systems => Assemblies.Where(assembly => Layer(assembly.Name.Name) == "Systems");

    public static IEnumerable<AssemblyDefinition> SharedAssemblies =>
        Assemblies.Where(assembly => Layer(assembly.Name.Name) is "Platform" or "Modules");

    /// <summary>The second word of an assembly's name: Platform, Modules, Systems or Host.</summary>
    public static string Layer(string assembly) => assembly.Split('.')[1];

    public static IEnumerable<string> References(AssemblyDefinition assembly) =>
        assembly.MainModule.AssemblyReferences.Select(reference => reference.Name);

    /// <summary>The types an assembly's own code declares, nested ones included.</summary>
    public static IEnumerable<TypeDefinition> Types(AssemblyDefinition assembly) => assembly.MainModule.GetTypes();

    /// <summary>The types that files declare at their top, without those that compilers and generators add.</summary>
    public static IEnumerable<TypeDefinition> OwnTypes(AssemblyDefinition assembly) =>
        assembly.MainModule.Types
            .Where(type => type.Namespace.StartsWith("Tracker.", StringComparison.Ordinal) && !type.Name.StartsWith('<'));

    /// <summary>What a type's members mention: the types of fields, parameters and locals, and what instructions call.</summary>
    public static IEnumerable<string> Mentions(TypeDefinition type)
    {
        foreach (var parent in type.Interfaces.Select(each => each.InterfaceType).Append(type.BaseType).OfType<TypeReference>())
        {
            yield return parent.FullName;
        }

        foreach (var field in type.Fields)
        {
            yield return field.FieldType.FullName;
        }

        foreach (var method in type.Methods)
        {
            foreach (var mention in Mentions(method))
            {
                yield return mention;
            }
        }
    }

    private static IEnumerable<string> Mentions(MethodDefinition method)
    {
        yield return method.ReturnType.FullName;
        foreach (var parameter in method.Parameters)
        {
            yield return parameter.ParameterType.FullName;
        }

        if (!method.HasBody)
        {
            yield break;
        }

        foreach (var operand in method.Body.Instructions.Select(instruction => instruction.Operand))
        {
            switch (operand)
            {
                case MemberReference member:
                    yield return member.FullName;
                    break;
                case string text:
                    yield return text;
                    break;
            }
        }
    }
}
